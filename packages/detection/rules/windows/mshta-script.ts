import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const windowsMshtaScript: BuiltInRule = {
  id: 'windows/mshta-script',
  title: 'mshta ran a script given on its command line or from the network',
  description:
    'mshta.exe, a signed program of Windows, was used to run VBScript or JavaScript from its command line, or an application from a URL.',
  severity: 'High',
  category: 'DefenseEvasion',
  techniques: ['T1218.005'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName =~ "mshta.exe" or ProcessVersionInfoOriginalFileName =~ "mshta.exe"
    | where ProcessCommandLine has_any ("vbscript", "javascript", "http", "https", "ftp", "about")
  `,
};
