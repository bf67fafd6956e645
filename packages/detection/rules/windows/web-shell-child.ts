import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsWebShellChild: BuiltInRule = {
  id: 'windows/web-shell-child',
  title: 'A web server started a shell',
  description:
    'The worker process of a web server started a shell or a discovery command. A web shell or an exploited application does this.',
  severity: 'High',
  category: 'Persistence',
  techniques: ['T1505.003', 'T1190'],
  recommendedActions:
    'Isolate the server, look for new script files in its web folders, and at the requests of that minute.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName in~ ("w3wp.exe", "httpd.exe", "nginx.exe", "php-cgi.exe", "tomcat.exe", "tomcat9.exe", "UMWorkerProcess.exe", "sqlservr.exe")
    | where FileName in~ ("cmd.exe", "powershell.exe", "pwsh.exe", "whoami.exe", "net.exe", "wscript.exe", "cscript.exe", "certutil.exe", "bitsadmin.exe", "rundll32.exe", "mshta.exe")
  `,
};
