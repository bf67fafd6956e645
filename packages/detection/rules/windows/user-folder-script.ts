import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsUserFolderScript: BuiltInRule = {
  id: 'windows/user-folder-script',
  title: 'A script in a user folder was run',
  description:
    'The Windows script host ran a VBScript or JavaScript file from a folder where downloads and attachments land.',
  severity: 'Low',
  category: 'Execution',
  techniques: ['T1059.005', 'T1204.002'],
  recommendedActions: 'Find out where the script came from and what it started.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName in~ ("wscript.exe", "cscript.exe")
    | where ProcessCommandLine has_any ("vbs", "vbe", "js", "jse", "wsf", "wsh")
    | where ProcessCommandLine has_any (@"\Desktop\", @"\Downloads\", @"\AppData\", @"\Users\Public\", @"\Windows\Temp\")
  `,
};
