import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const windowsRunKey: BuiltInRule = {
  id: 'windows/run-key',
  title: 'A program was set to run at every sign-in',
  description:
    'A value under a Run key of the registry starts a script host, a shell or a program from a user folder at every sign-in.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1547.001'],
  recommendedActions:
    'Look at the command in the registry value; remove the value and the program if they are not expected.',
  entities: { ...ACTING_PROCESS, registry: 'RegistryKey' },
  query: String.raw`
    DeviceRegistryEvents
    | where ActionType == "RegistryValueSet"
    | where RegistryKey matches regex @'(?i)\\software\\(wow6432node\\)?microsoft\\windows( nt)?\\currentversion\\(run|runonce|runonceex|runservices|policies\\explorer\\run)(\\|$)'
        or (RegistryKey endswith @"\CurrentVersion\Winlogon" and RegistryValueName in~ ("Shell", "Userinit") and not(RegistryValueData in~ ("explorer.exe", @"C:\Windows\system32\userinit.exe,")))
    | where RegistryValueData has_any ("powershell", "pwsh", "cmd", "wscript", "cscript", "mshta", "rundll32", "regsvr32", "vbs", "js", "ps1", "bat")
        or RegistryValueData has_any (@"\AppData\Local\Temp\", @"\Users\Public\", @"\ProgramData\", @"\Downloads\", @"\Windows\Temp\")
        or InitiatingProcessFileName in~ ("powershell.exe", "pwsh.exe", "reg.exe", "wscript.exe", "cscript.exe", "mshta.exe")
  `,
};
