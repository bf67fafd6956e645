import type { BuiltInRule } from '../../src/rule.ts';

export const windowsPasswordSpray: BuiltInRule = {
  id: 'windows/password-spray',
  title: 'Many accounts failed to sign in from one source',
  description:
    'Within minutes, sign-ins of at least five different accounts failed from the same source on one device: one password is being tried on many accounts.',
  severity: 'Medium',
  category: 'CredentialAccess',
  techniques: ['T1110.003'],
  recommendedActions:
    'Look for a successful sign-in from the same source right after the failures, and block the source.',
  entities: { process: 'InitiatingProcessId', account: 'AccountName', ip: 'RemoteIP' },
  lookbackMinutes: 60,
  query: String.raw`
    DeviceLogonEvents
    | where ActionType == "LogonFailed"
    | summarize Accounts = dcount(AccountName), arg_max(Timestamp, ReportId, DeviceName, AccountName, AccountDomain, RemoteIP, InitiatingProcessFileName, InitiatingProcessFolderPath, InitiatingProcessId, InitiatingProcessCommandLine) by DeviceId, Source = strcat(RemoteIP, "/", InitiatingProcessId), Minutes = bin(Timestamp, 15m)
    | where Accounts >= 5
  `,
};
