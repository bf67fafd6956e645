import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxLibraryPreload: BuiltInRule = {
  id: 'linux/library-preload',
  title: 'A library was set to load into every process',
  description:
    'A command wrote the file that makes the loader put a library into every program, as rootkits do.',
  severity: 'High',
  category: 'Persistence',
  techniques: ['T1574.006'],
  recommendedActions: 'Look at /etc/ld.so.preload and at the library that it names.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'(>|\btee\b(\s+-a)?|\bcp\b.*|\bmv\b.*)\s*/etc/ld\.so\.preload'
        or ProcessCommandLine matches regex @'\bLD_PRELOAD=\S*/(tmp|dev/shm|var/tmp)/'
  `,
};
