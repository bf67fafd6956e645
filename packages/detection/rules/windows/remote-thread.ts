import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsRemoteThread: BuiltInRule = {
  id: 'windows/remote-thread',
  title: 'Code was injected into another process',
  description:
    'A script host, a signed helper program or a program in a user folder started a thread in another process: code runs under the name of a harmless program.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1055', 'T1055.001', 'T1055.002'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: ACTING_PROCESS,
  query: String.raw`
    DeviceEvents
    | where ActionType == "CreateRemoteThreadApiCall" and InitiatingProcessId != ProcessId
    | where InitiatingProcessFileName in~ ("powershell.exe", "pwsh.exe", "cmd.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe", "mavinject.exe", "msbuild.exe", "installutil.exe", "python.exe", "winword.exe", "excel.exe", "notepad.exe")
        or InitiatingProcessFolderPath has_any (@"\Users\", @"\ProgramData\", @"\Temp\")
        or FileName =~ "lsass.exe"
    | where InitiatingProcessFileName !in~ ("MsMpEng.exe", "MsSense.exe")
  `,
};
