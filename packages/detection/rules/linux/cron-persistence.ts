import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxCronPersistence: BuiltInRule = {
  id: 'linux/cron-persistence',
  title: 'A scheduled job was installed by a command',
  description:
    'A command wrote a job into the tables of cron: it will run again and again, also after a restart.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1053.003'],
  recommendedActions: 'List the jobs (crontab -l, /etc/cron*) and remove what is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'\|\s*(\S*/)?crontab\s+(-u\s+\S+\s+)?-'
        or (FileName == "crontab" and not(ProcessCommandLine matches regex @'\s-[lV]\b') and ProcessCommandLine matches regex @'crontab\s+(-u\s+\S+\s+)?(-|/tmp/|/dev/shm/|/var/tmp/)')
        or ProcessCommandLine matches regex @'(>|\btee\b(\s+-a)?|\bcp\b.*|\bmv\b.*)\s*/(etc/cron(tab|\.d/|\.(hourly|daily|weekly|monthly)/)|var/spool/cron/)'
  `,
};
