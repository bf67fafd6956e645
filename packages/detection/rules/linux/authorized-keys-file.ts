import { ACTING_PROCESS, type BuiltInRule } from '../../src/rule.ts';

export const linuxAuthorizedKeysFile: BuiltInRule = {
  id: 'linux/authorized-keys-file',
  title: 'A file of keys for remote sign-in was changed',
  description:
    'A program that is no part of SSH changed a file of authorised keys: whoever holds the key can sign in without a password.',
  severity: 'Low',
  category: 'Persistence',
  techniques: ['T1098.004'],
  recommendedActions: 'Look at the keys in the file and remove what is not expected.',
  entities: { ...ACTING_PROCESS, file: 'FileName' },
  query: String.raw`
    DeviceFileEvents
    | where ActionType in ("FileCreated", "FileModified", "FileRenamed")
    | where FileName in ("authorized_keys", "authorized_keys2")
    | where InitiatingProcessFileName !in~ ("sshd", "cloud-init", "google_guest_agent", "google_guest_ag", "waagent", "ssh-copy-id")
  `,
};
