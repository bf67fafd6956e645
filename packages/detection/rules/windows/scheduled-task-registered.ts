import type { BuiltInRule } from '../../src/rule.ts';

export const windowsScheduledTaskRegistered: BuiltInRule = {
  id: 'windows/scheduled-task-registered',
  title: 'A task with a suspicious action was registered',
  description:
    'The task scheduler registered a task whose action is a shell, a script host or a program in a user folder.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1053.005'],
  recommendedActions:
    'Look at the action of the task in the evidence; delete the task if it is not expected.',
  entities: { account: 'AccountName' },
  query: String.raw`
    DeviceEvents
    | where ActionType in ("ScheduledTaskCreated", "ScheduledTaskUpdated")
    | where AdditionalFields has "Exec" and AdditionalFields has_any ("powershell", "pwsh", "cmd.exe", "wscript", "cscript", "mshta", "regsvr32", "bitsadmin", @"Users\\Public", @"Windows\\Temp", @"AppData\\Local\\Temp")
  `,
};
