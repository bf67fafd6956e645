import type { BuiltInRule } from '../../src/rule.ts';

export const windowsDiscoveryBurst: BuiltInRule = {
  id: 'windows/discovery-burst',
  title: 'Several discovery commands ran within minutes',
  description:
    'At least four different commands that tell about the computer, its network and its users ran on one device within minutes, as after a break-in.',
  severity: 'Medium',
  category: 'Discovery',
  techniques: ['T1082', 'T1033', 'T1016', 'T1057'],
  recommendedActions: 'Look at the process that started the commands.',
  entities: { process: 'ProcessId', account: 'AccountName' },
  lookbackMinutes: 60,
  query: String.raw`
    DeviceProcessEvents
    | where FileName in~ ("whoami.exe", "systeminfo.exe", "hostname.exe", "tasklist.exe", "nltest.exe", "net.exe", "quser.exe", "qwinsta.exe", "ipconfig.exe", "arp.exe", "route.exe", "netstat.exe", "dsquery.exe", "nslookup.exe")
    | where InitiatingProcessFileName in~ ("cmd.exe", "powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "w3wp.exe", "wsmprovhost.exe") or InitiatingProcessFolderPath has_any (@"\Users\", @"\ProgramData\")
    | summarize Tools = dcount(tolower(FileName)), arg_max(Timestamp, ReportId, DeviceName, FileName, FolderPath, ProcessId, ProcessCommandLine, ProcessCreationTime, SHA1, SHA256, AccountName, AccountDomain, AccountSid, InitiatingProcessFileName, InitiatingProcessFolderPath, InitiatingProcessCreationTime) by DeviceId, InitiatingProcessId, Minutes = bin(Timestamp, 10m)
    | where Tools >= 4
  `,
};
