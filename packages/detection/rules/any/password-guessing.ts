import type { BuiltInRule } from '../../src/rule.ts';

export const anyPasswordGuessing: BuiltInRule = {
  id: 'any/password-guessing',
  title: 'Many sign-ins of one account failed',
  description:
    'At least ten sign-ins of the same account failed within minutes on one device: its password is being guessed.',
  severity: 'Medium',
  category: 'CredentialAccess',
  techniques: ['T1110.001'],
  recommendedActions:
    'Look for a successful sign-in from the same source, block the source, and require a second factor for the account.',
  entities: { account: 'AccountName', ip: 'RemoteIP' },
  lookbackMinutes: 60,
  query: String.raw`
    DeviceLogonEvents
    | where ActionType == "LogonFailed"
    | summarize Failures = count(), arg_max(Timestamp, ReportId, DeviceName, AccountDomain, RemoteIP) by DeviceId, AccountName, Minutes = bin(Timestamp, 15m)
    | where Failures >= 10
  `,
};
