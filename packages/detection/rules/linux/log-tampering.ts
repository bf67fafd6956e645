import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxLogTampering: BuiltInRule = {
  id: 'linux/log-tampering',
  title: 'Logs or the shell history were destroyed',
  description:
    'A command deleted, emptied or overwrote system logs, or kept the shell from writing its history.',
  severity: 'Medium',
  category: 'DefenseEvasion',
  techniques: ['T1070.002', 'T1070.003'],
  recommendedActions: 'Use the events collected before that time, and find out who ran the command.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'\b(rm|shred|truncate|unlink)\b.*\s/var/log/(auth|secure|syslog|messages|wtmp|btmp|lastlog|audit|kern|journal|cron|faillog|\*)'
        or ProcessCommandLine matches regex @'(^|[\s;&|''"])(:|true|echo\s+\S*|cat\s+/dev/null)?\s*>\s*/var/log/(auth|secure|syslog|messages|wtmp|btmp|lastlog|audit|kern|cron)'
        or ProcessCommandLine matches regex @'\b(rm|shred|ln\s+-sf\s+/dev/null|truncate)\b.*\.(bash|zsh|sh)_history'
        or ProcessCommandLine matches regex @'(unset\s+HISTFILE|HISTFILE=/dev/null|HISTSIZE=0|history\s+-c)'
        or ProcessCommandLine matches regex @'journalctl\s+.*--vacuum-(time|size|files)=[01]\w?\b'
  `,
};
