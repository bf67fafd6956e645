import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsRegsvr32Scriptlet: BuiltInRule = {
  id: 'windows/regsvr32-scriptlet',
  title: 'regsvr32 ran a scriptlet',
  description:
    'regsvr32.exe, a signed program of Windows, was used to run a COM scriptlet, from a file or from the network.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1218.010'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName =~ "regsvr32.exe" or ProcessVersionInfoOriginalFileName =~ "regsvr32.exe"
    | where ProcessCommandLine has "scrobj" or (ProcessCommandLine has "i" and ProcessCommandLine has_any ("http", "https", "ftp"))
  `,
};
