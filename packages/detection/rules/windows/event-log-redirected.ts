import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsEventLogRedirected: BuiltInRule = {
  id: 'windows/event-log-redirected',
  title: 'The configuration of an event log was changed',
  description:
    'The file, the size or the state of a Windows event log was changed, so that its events land elsewhere, are overwritten soon, or are not written at all.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1562.002'],
  recommendedActions: 'Restore the configuration of the log and find out who changed it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName =~ "wevtutil.exe" or ProcessCommandLine has "wevtutil"
    | where ProcessCommandLine matches regex @'(?i)\s(sl|set-log)\s'
    | where ProcessCommandLine matches regex @'(?i)[-/](lfn|logfilename|ms|maxsize|e|enabled):'
  `,
};
