import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxReverseShell: BuiltInRule = {
  id: 'linux/reverse-shell',
  title: 'A reverse shell was started',
  description:
    'A command connects a shell to a network socket, which gives whoever is at the other end control of this account.',
  severity: 'High',
  category: 'Execution',
  techniques: ['T1059.004'],
  recommendedActions:
    'Isolate the device, end the process, and look for how it got there (the parent process).',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'/dev/(tcp|udp)/[^/\s]+/[0-9]+'
        or (FileName in~ ("nc", "ncat", "netcat", "nc.traditional", "nc.openbsd") and ProcessCommandLine matches regex @'\s(-[a-z]*[ec]|--exec|--sh-exec)\s+\S*sh\b')
        or (FileName == "socat" and ProcessCommandLine has_any ("exec", "system") and ProcessCommandLine matches regex @'(?i)(exec|system):\S*sh\b')
        or (ProcessCommandLine matches regex @'\b(python[0-9.]*|perl|ruby|php)\b' and ProcessCommandLine has "socket" and ProcessCommandLine has_any ("subprocess", "pty", "dup2", "exec", "/bin/sh", "/bin/bash", "sh -i"))
        or ProcessCommandLine matches regex @'mkfifo\s+\S+.*\b(nc|ncat|telnet|openssl)\b'
  `,
};
