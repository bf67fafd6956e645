import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsUacBypassRegistry: BuiltInRule = {
  id: 'windows/uac-bypass-registry',
  title: 'A registry key that bypasses User Account Control was set',
  description:
    'A program wrote a command under a class key of the current user that a self-elevating program of Windows runs with full rights, without asking the user.',
  severity: 'High',
  category: 'PrivilegeEscalation',
  techniques: ['T1548.002', 'T1112'],
  recommendedActions:
    'Look at the command in the registry value and at what the elevated program started; remove the key.',
  entities: { ...ACTING_PROCESS, registry: 'RegistryKey' },
  query: String.raw`
    DeviceRegistryEvents
    | where ActionType in ("RegistryValueSet", "RegistryKeyCreated")
    | where RegistryKey matches regex @'(?i)\\(ms-settings|mscfile|exefile|folder|launcher\.systemsettings|appx82a6gwre4fdg3bt635tn5ctqjf8msdd2)\\shell\\(open|runas)\\command$'
    | where RegistryKey matches regex @'(?i)(_classes|\\software\\classes)\\'
  `,
};
