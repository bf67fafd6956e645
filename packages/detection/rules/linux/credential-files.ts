import { type BuiltInRule, CREATED_PROCESS } from '../../src/rule.ts';

export const linuxCredentialFiles: BuiltInRule = {
  id: 'linux/credential-files',
  title: 'A file of password hashes or keys was read by a command',
  description: 'A command read or copied the file of password hashes, or private keys of other accounts.',
  severity: 'Medium',
  category: 'CredentialAccess',
  techniques: ['T1003.008', 'T1552.004'],
  recommendedActions: 'Find out who ran the command; change the passwords and keys that were read.',
  entities: CREATED_PROCESS,
  query: String.raw`
    DeviceProcessEvents
    | where ProcessCommandLine matches regex @'\b(cat|cp|less|more|head|tail|tar|scp|base64|xxd|curl|strings)\b.*\s/etc/(shadow|gshadow)\b'
        or (FileName in ("unshadow", "john", "hashcat"))
        or ProcessCommandLine matches regex @'\b(cat|cp|tar|scp|base64|curl|find|grep)\b.*/\.ssh/id_(rsa|dsa|ecdsa|ed25519)(\s|$)'
  `,
};
