import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsEventLogCleared: BuiltInRule = {
  id: 'windows/event-log-cleared',
  title: 'An event log was cleared',
  description:
    'Events were removed from a Windows event log. Little but an attacker hiding traces needs this.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1070.001'],
  recommendedActions: 'Find out who cleared the log, and use the events collected before that time.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName =~ "wevtutil.exe" or ProcessCommandLine has "wevtutil") and ProcessCommandLine matches regex @'(?i)\s(cl|clear-log)\s'
        or ProcessCommandLine has_any ("Clear-EventLog", "Remove-EventLog", "ClearLog")
        or (ProcessCommandLine has "nteventlog" and ProcessCommandLine has "cleareventlog")
  `,
};
