import type { BuiltInRule } from '../../src/rule.ts';

export const windowsSecurityLogCleared: BuiltInRule = {
  id: 'windows/security-log-cleared',
  title: 'The security log was cleared',
  description: 'The Windows security log says that it was cleared.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1070.001'],
  recommendedActions: 'Find out who cleared the log, and use the events collected before that time.',
  entities: { account: 'InitiatingProcessAccountName' },
  query: String.raw`
    DeviceEvents
    | where ActionType == "SecurityLogCleared"
  `,
};
