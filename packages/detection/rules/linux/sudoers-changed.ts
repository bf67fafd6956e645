import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxSudoersChanged: BuiltInRule = {
  id: 'linux/sudoers-changed',
  title: 'The rules of sudo were changed by a command',
  description: 'A command wrote into the rules of sudo: an account can get the rights of root.',
  severity: 'High',
  category: 'PrivilegeEscalation',
  techniques: ['T1548.003'],
  recommendedActions: 'Look at the rules (visudo -c, /etc/sudoers.d) and remove what is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'(>|\btee\b(\s+-a)?|\bcp\b.*|\bmv\b.*|\bsed\s+-i.*)\s*\S*/etc/sudoers'
  `,
};
