import type { BuiltInRule } from '../../src/rule.ts';

export const windowsAccountCreatedEvent: BuiltInRule = {
  id: 'windows/account-created-event',
  title: 'An account was created outside business as usual',
  description: 'Windows recorded that an account was created.',
  severity: 'Low',
  category: 'Persistence',
  techniques: ['T1136.001'],
  recommendedActions: 'Ask the administrators whether they made the account; disable it if not.',
  entities: { account: 'AccountName' },
  query: String.raw`
    DeviceEvents
    | where ActionType == "UserAccountCreated"
  `,
};
