import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsServiceChildShell: BuiltInRule = {
  id: 'windows/service-child-shell',
  title: 'The service manager started a shell',
  description:
    'The service control manager itself started a shell or a script host: a service was made to run a command, as remote execution tools do.',
  severity: 'High',
  category: 'LateralMovement',
  techniques: ['T1021.002', 'T1569.002'],
  recommendedActions: 'Find out from which computer the service was created, and look at what the shell did.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where InitiatingProcessFileName =~ "services.exe"
    | where FileName in~ ("cmd.exe", "powershell.exe", "pwsh.exe", "wscript.exe", "cscript.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe", "psexesvc.exe")
  `,
};
