import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxDownloadAndExecute: BuiltInRule = {
  id: 'linux/download-and-execute',
  title: 'A file was downloaded, made executable and run',
  description:
    'One command line downloads a file, makes it executable and starts it, as droppers of miners and bots do.',
  severity: 'High',
  category: 'Execution',
  techniques: ['T1105', 'T1222.002'],
  recommendedActions:
    'Find out who ran the process and from where. If it is not expected, isolate the device, collect an investigation package and reset the credentials that were used on it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'\b(curl|wget|tftp|ftpget)\b.*\bchmod\s+(\+x|[0-7]*[1357][0-7]*|a\+x|u\+x)\s+\S+\s*(;|&&)\s*(\./|/|\w+\s+)\S+'
  `,
};
