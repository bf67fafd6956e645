import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsMavinject: BuiltInRule = {
  id: 'windows/mavinject',
  title: 'mavinject loaded a library into a running process',
  description:
    'mavinject.exe, a signed program of Windows, was used to load a library into a process that runs already.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1218.013', 'T1055.001'],
  recommendedActions: 'Look at the library that was loaded and at what the target process did afterwards.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName in~ ("mavinject.exe", "mavinject32.exe", "mavinject64.exe") or ProcessVersionInfoOriginalFileName startswith "mavinject"
    | where ProcessCommandLine has "INJECTRUNNING"
  `,
};
