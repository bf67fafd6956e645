import type { BuiltInRule } from '../../src/rule.ts';

export const windowsServiceInstalled: BuiltInRule = {
  id: 'windows/service-installed',
  title: 'A service with a suspicious program was installed',
  description:
    'The service control manager installed a service that starts a shell, a script host or a program in a user folder. Tools that run commands on other computers do this.',
  severity: 'High',
  category: 'LateralMovement',
  techniques: ['T1021.002', 'T1543.003', 'T1569.002'],
  recommendedActions: 'Find out from which computer the service was installed; stop and delete the service.',
  entities: { account: 'InitiatingProcessAccountName', file: 'FileName' },
  query: String.raw`
    DeviceEvents
    | where ActionType == "ServiceInstalled"
    | where FolderPath has_any ("powershell", "pwsh", "cmd.exe", "comspec", "wscript", "cscript", "mshta", "regsvr32", @"\Users\Public\", @"\AppData\", @"\Windows\Temp\", "psexesvc", "127.0.0.1", "admin$")
        or AdditionalFields has_any ("powershell", "pwsh", "comspec", "mshta", "psexesvc", "admin$")
  `,
};
