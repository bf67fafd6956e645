import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsEventLogFileRegistry: BuiltInRule = {
  id: 'windows/event-log-file-registry',
  title: 'The file of an event log was moved by the registry',
  description: 'The registry value that says where a Windows event log is stored was changed.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1562.002', 'T1112'],
  recommendedActions: 'Restore the value and find out who changed it.',
  entities: { ...ACTING_PROCESS, registry: 'RegistryKey' },
  query: String.raw`
    DeviceRegistryEvents
    | where ActionType == "RegistryValueSet" and RegistryValueName =~ "File"
    | where RegistryKey matches regex @'(?i)\\services\\eventlog\\(security|system|application)$' or RegistryKey has @"\WINEVT\Channels\"
    | where not(RegistryValueData matches regex @'(?i)\\system32\\(winevt\\logs|config)\\(security|system|application)\.evtx?"?$')
  `,
};
