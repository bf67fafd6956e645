import { type Command, Option } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import type { NewTenant } from './create.ts';
import { domain } from './domain-command.ts';
import { settings } from './settings-command.ts';

const create = (perform: Perform): Command =>
  doing(
    leaf('create', 'Create a tenant with its first administrator', [
      'vakt tenant create Contoso --domain contoso.example',
      'vakt tenant create Contoso --domain contoso.example --plan Business --out contoso.env',
    ])
      .argument('<name>', 'the name that people read')
      .requiredOption('--domain <domain>', 'its verified domain')
      .addOption(
        new Option('--plan <plan>', 'its licence')
          .choices(['Plan1', 'Plan2', 'Business', 'XDR'])
          .default('XDR'),
      )
      .option(
        '--out <file>',
        "write the administrator's password to a file (VAKT_* lines, readable to you alone)",
      ),
    perform,
    async () => (await import('./create.ts')).createTenant,
    (options: Omit<NewTenant, 'name'>, [name = '']) => ({ ...options, name }),
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the tenants of this installation', ['vakt tenant list']),
    perform,
    async () => (await import('./list.ts')).listTenants,
    () => undefined,
  );

const show = (perform: Perform): Command =>
  doing(
    leaf('show', 'Show the tenant that you are signed in to', [
      'vakt tenant show',
      'vakt tenant show --env-file contoso.env --json',
    ]),
    perform,
    async () => (await import('./show.ts')).showTenant,
    () => undefined,
  );

/** `vakt tenant …` */
export const tenant = (perform: Perform): Command =>
  group('tenant', "Create and list tenants, as the installation's operator; show one's own")
    .addCommand(create(perform))
    .addCommand(list(perform))
    .addCommand(show(perform))
    .addCommand(domain(perform))
    .addCommand(settings(perform));
