import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsUacBypassChild: BuiltInRule = {
  id: 'windows/uac-bypass-child',
  title: 'A self-elevating program of Windows started a shell',
  description:
    'A program of Windows that runs with full rights without asking (fodhelper and its like) started a shell or a script host.',
  severity: 'High',
  category: 'PrivilegeEscalation',
  techniques: ['T1548.002'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName in~ ("fodhelper.exe", "computerdefaults.exe", "eventvwr.exe", "sdclt.exe", "slui.exe", "wsreset.exe", "changepk.exe")
    | where FileName in~ ("powershell.exe", "pwsh.exe", "cmd.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe") or FolderPath has_any (@"\Users\", @"\ProgramData\", @"\Temp\")
  `,
};
