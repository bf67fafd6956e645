import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsServiceRegistry: BuiltInRule = {
  id: 'windows/service-registry',
  title: 'The program of a service was set to a shell or a script',
  description:
    'The image path of a service in the registry starts a shell, a script host or a program in a user folder with the rights of the system.',
  severity: 'High',
  category: 'Persistence',
  techniques: ['T1543.003', 'T1569.002'],
  recommendedActions:
    'Look at the command of the service; stop and delete the service, and find where the request came from.',
  entities: { ...ACTING_PROCESS, registry: 'RegistryKey' },
  query: String.raw`
    DeviceRegistryEvents
    | where ActionType == "RegistryValueSet" and RegistryValueName =~ "ImagePath" and RegistryKey has @"\Services\"
    | where RegistryValueData has_any ("powershell", "pwsh", "cmd.exe", "comspec", "wscript", "cscript", "mshta", "regsvr32", @"\Users\Public\", @"\AppData\", @"\Windows\Temp\", "127.0.0.1", "admin$")
  `,
};
