import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsWebShellFile: BuiltInRule = {
  id: 'windows/web-shell-file',
  title: 'A script page was written into a web folder',
  description:
    'A page with server-side code was written into a folder that a web server serves, by the server itself or over the network.',
  severity: 'High',
  category: 'Persistence',
  techniques: ['T1505.003'],
  recommendedActions:
    'Read the page; remove it if it is not part of the application, and look at the requests for it.',
  entities: { ...ACTING_PROCESS, file: 'FileName' },
  query: String.raw`
    DeviceFileEvents
    | where ActionType in ("FileCreated", "FileRenamed")
    | where FolderPath endswith ".aspx" or FolderPath endswith ".ashx" or FolderPath endswith ".asp" or FolderPath endswith ".asmx" or FolderPath endswith ".jsp" or FolderPath endswith ".php"
    | where FolderPath has_any (@"\inetpub\wwwroot\", @"\HttpProxy\", @"\aspnet_client\", @"\owa\auth\", @"\ecp\auth\", @"\webapps\", @"\htdocs\", @"\TEMPLATE\LAYOUTS\")
    | where InitiatingProcessFileName in~ ("w3wp.exe", "System", "cmd.exe", "powershell.exe", "httpd.exe", "php-cgi.exe", "UMWorkerProcess.exe") or InitiatingProcessId == 4
  `,
};
