import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsAccountCreated: BuiltInRule = {
  id: 'windows/account-created',
  title: 'A local or domain account was created by a command',
  description: 'A command created an account or added one to a privileged group.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1136.001', 'T1136.002'],
  recommendedActions: 'Ask the administrators whether they made the account; disable it if not.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName in~ ("net.exe", "net1.exe") and ProcessCommandLine has "user" and ProcessCommandLine has "/add")
        or (FileName in~ ("net.exe", "net1.exe") and ProcessCommandLine has_any ("localgroup", "group") and ProcessCommandLine has "/add" and ProcessCommandLine has_any ("Administrators", "Domain Admins", "Remote Desktop Users"))
        or ProcessCommandLine has_any ("New-LocalUser", "New-ADUser")
  `,
};
