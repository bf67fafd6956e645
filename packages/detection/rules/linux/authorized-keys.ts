import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxAuthorizedKeys: BuiltInRule = {
  id: 'linux/authorized-keys',
  title: 'A key for remote sign-in was added by a command',
  description:
    'A command changed a file of authorised SSH keys: whoever holds the key can sign in without a password.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1098.004'],
  recommendedActions: 'Look at the keys in the file and remove what is not expected.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine has "authorized_keys"
    | where ProcessCommandLine matches regex @'(>|\btee\b(\s+-a)?|\bcp\b.*|\bmv\b.*|\bsed\s+-i.*|\bchattr\b.*|-O|-o)\s*\S*authorized_keys'
        or ProcessCommandLine matches regex @'\b(vi|vim|nano|ed)\s+\S*authorized_keys'
  `,
};
