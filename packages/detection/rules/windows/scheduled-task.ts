import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsScheduledTask: BuiltInRule = {
  id: 'windows/scheduled-task',
  title: 'A scheduled task that runs a shell or script was created',
  description:
    'A scheduled task was created whose action is a shell, a script host or a program in a user folder, or that runs as SYSTEM or on another computer.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1053.005'],
  recommendedActions: 'Look at the action of the task; delete the task if it is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName =~ "schtasks.exe" or ProcessCommandLine has "schtasks") and ProcessCommandLine matches regex @'(?i)[-/](create|change)\b'
        or ProcessCommandLine has_any ("Register-ScheduledTask", "New-ScheduledTaskAction")
    | where ProcessCommandLine has_any ("powershell", "pwsh", "cmd", "wscript", "cscript", "mshta", "rundll32", "regsvr32", "vbs", "ps1", "bat", "system", "NT AUTHORITY")
        or ProcessCommandLine has_any (@"\AppData\", @"\Users\Public\", @"\ProgramData\", @"\Temp\")
        or ProcessCommandLine matches regex @'(?i)\s/s\s'
  `,
};
