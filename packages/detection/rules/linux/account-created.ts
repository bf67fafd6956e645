import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxAccountCreated: BuiltInRule = {
  id: 'linux/account-created',
  title: 'An account was created or made an administrator by a command',
  description:
    'A command created an account, gave an account administrator rights or wrote the account files directly.',
  severity: 'Medium',
  category: 'Persistence',
  techniques: ['T1136.001', 'T1098'],
  recommendedActions: 'Ask the administrators whether they did this; lock the account if not.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where FileName in ("useradd", "adduser")
        or (FileName in ("usermod", "gpasswd", "adduser") and ProcessCommandLine matches regex @'\b(sudo|wheel|root|adm|docker)\b')
        or ProcessCommandLine matches regex @'(>>?|\btee\b(\s+-a)?)\s*/etc/(passwd|shadow|group)\b'
    | where InitiatingProcessFileName !in ("dpkg", "rpm", "apt-get") and not(InitiatingProcessCommandLine has_any (".postinst", ".preinst"))
  `,
};
