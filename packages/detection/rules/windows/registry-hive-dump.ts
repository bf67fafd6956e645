import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsRegistryHiveDump: BuiltInRule = {
  id: 'windows/registry-hive-dump',
  title: 'A registry hive with credentials was saved to a file',
  description:
    'The SAM, SECURITY or SYSTEM hive was exported. Together they give the password hashes of local accounts and the secrets of services.',
  severity: 'High',
  category: 'CredentialAccess',
  techniques: ['T1003.002', 'T1003.004'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has "reg" and ProcessCommandLine matches regex @'(?i)\breg(\.exe)?"?\s+(save|export)\s+"?(hklm|hkey_local_machine)\\(sam|security|system)["\s]'
  `,
};
