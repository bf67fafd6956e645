import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxSystemdPersistence: BuiltInRule = {
  id: 'linux/systemd-persistence',
  title: 'A system service was written by a command',
  description: 'A command wrote a unit file of systemd: a program will start with the system.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1543.002'],
  recommendedActions: 'Read the unit file and remove it if it is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'(>|\btee\b(\s+-a)?|\bcp\b.*|\bmv\b.*)\s*\S*/(etc|usr/lib|lib|\.config)/systemd/(system|user)/\S*\.(service|timer)'
        or (FileName == "systemctl" and ProcessCommandLine has_any ("enable", "link") and ProcessCommandLine has_any ("/tmp/", "/dev/shm/", "/var/tmp/", "/home/"))
  `,
};
