import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsAccountDiscovery: BuiltInRule = {
  id: 'windows/account-discovery',
  title: 'Accounts or groups were listed by a command',
  description:
    'A command listed the users or groups of the computer or the domain. Administrators do this; so does everyone who has just broken in.',
  severity: 'Informational',
  category: 'Discovery',
  techniques: ['T1087.001', 'T1087.002', 'T1069'],
  recommendedActions:
    'Look at the process that asked: a shell of an administrator, or something that should not ask.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName in~ ("net.exe", "net1.exe") and ProcessCommandLine matches regex @'(?i)\bnet1?(\.exe)?"?\s+(user|users|localgroup|group|accounts)\b' and not(ProcessCommandLine has_any ("/add", "/delete", "/active")))
        or ProcessCommandLine has_any ("Get-LocalUser", "Get-LocalGroupMember", "Get-ADUser", "Get-DomainUser", "useraccount get")
        or (FileName =~ "whoami.exe" and ProcessCommandLine has_any ("/groups", "/all", "/priv"))
  `,
};
