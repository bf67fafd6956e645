import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsRunKeyCommand: BuiltInRule = {
  id: 'windows/run-key-command',
  title: 'A command added a Run key to the registry',
  description:
    'A command line writes a value under a Run key of the registry: a program will start at every sign-in.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1547.001'],
  recommendedActions: 'Look at the command that the value holds; remove it if it is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has "CurrentVersion" and ProcessCommandLine has_any ("Run", "RunOnce")
    | where ProcessCommandLine has_any ("reg add", "reg.exe add", "Set-ItemProperty", "New-ItemProperty", "sp HKCU", "sp HKLM") or (FileName =~ "reg.exe" and ProcessCommandLine has "add")
  `,
};
