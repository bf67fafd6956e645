import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsServiceShell: BuiltInRule = {
  id: 'windows/service-shell',
  title: 'A service runs a shell or a script',
  description:
    'A service was created or changed so that it starts a shell, a script host or a program in a user folder with the rights of the system. Tools that run commands on other computers do this.',
  severity: 'High',
  category: 'Persistence',
  techniques: ['T1543.003', 'T1569.002'],
  recommendedActions:
    'Look at the command of the service; stop and delete the service, and find where the request came from.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where (FileName =~ "sc.exe" or ProcessCommandLine has "sc.exe") and ProcessCommandLine has_any ("create", "config") and ProcessCommandLine has "binPath"
        or ProcessCommandLine has "New-Service" and ProcessCommandLine has "BinaryPathName"
    | where ProcessCommandLine has_any ("powershell", "pwsh", "cmd", "comspec", "wscript", "cscript", "mshta", "rundll32", "regsvr32", @"\Users\", @"\ProgramData\", @"\Temp\")
  `,
};
