import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';

const add = (perform: Perform): Command =>
  doing(
    leaf('add', 'Give the tenant that you are signed in to a domain', [
      'vakt tenant domain add sales.contoso.example',
    ]).argument('<domain>', 'a DNS name that no other tenant has'),
    perform,
    async () => (await import('./domain-add.ts')).addDomain,
    (_options, [name = '']) => name,
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the domains of the tenant that you are signed in to', [
      'vakt tenant domain list',
      'vakt tenant domain list --json',
    ]),
    perform,
    async () => (await import('./domain-list.ts')).listDomains,
    () => undefined,
  );

const remove = (perform: Perform): Command =>
  doing(
    leaf('remove', 'Take a domain that no user has from the tenant', [
      'vakt tenant domain remove sales.contoso.example',
    ]).argument('<domain>', 'a domain besides the default one'),
    perform,
    async () => (await import('./domain-remove.ts')).removeDomain,
    (_options, [name = '']) => name,
  );

/** `vakt tenant domain …` */
export const domain = (perform: Perform): Command =>
  group('domain', 'The verified domains of a tenant')
    .addCommand(add(perform))
    .addCommand(list(perform))
    .addCommand(remove(perform));
