import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const linuxCronFile: BuiltInRule = {
  id: 'linux/cron-file',
  title: 'A file was written into the folders of cron',
  description:
    'A program that is no package manager wrote a file into the folders of cron: it will run again and again, also after a restart.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1053.003'],
  recommendedActions: 'Read the file and remove it if it is not expected.',
  entities: { ...ACTING_PROCESS, file: 'FileName' },
  query: String.raw`
    DeviceFileEvents
    | where ActionType in ("FileCreated", "FileModified", "FileRenamed")
    | where FolderPath matches regex @'^/(etc/cron(tab$|\.(d|hourly|daily|weekly|monthly)/)|var/spool/cron/)'
    | where InitiatingProcessFileName !in~ ("dpkg", "rpm", "apt", "yum", "dnf", "unattended-upgr", "crond", "cron")
  `,
};
