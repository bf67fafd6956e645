import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxVolatileFolderProgram: BuiltInRule = {
  id: 'linux/volatile-folder-program',
  title: 'A program was run from a memory folder',
  description:
    'A program was started from /dev/shm or from a hidden folder in a temporary folder, where hardly any honest program lives.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1564.001', 'T1059.004'],
  recommendedActions: 'Look at the file by its hash and at the process that wrote it.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FolderPath startswith "/dev/shm/" or (FolderPath matches regex @'^/(tmp|var/tmp|run/user/[0-9]+)/(\S*/)?\.[^/.][^/]*' and not(FolderPath startswith "/tmp/.mount_"))
  `,
};
