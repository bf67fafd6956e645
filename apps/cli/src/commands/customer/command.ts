import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import type { NewCustomer } from './add.ts';
import type { PartnerApp } from './application.ts';
import type { CustomerList } from './list.ts';
import type { NamedCustomer } from './remove.ts';

const withPartnerApp = (command: Command): Command =>
  command.option('--app <app>', "the application's client id or name (VAKT_CLIENT_ID)");

const add = (perform: Perform): Command =>
  doing(
    withPartnerApp(
      leaf('add', "Keep a customer's tenant of the partner's application", [
        'vakt customer add contoso.example --app CLIENT_ID',
        'vakt customer add 11111111-2222-3333-4444-555555555555 --name Contoso',
      ])
        .argument('<tenant>', "the customer's tenant id or domain")
        .option('--name <name>', 'the name under which it is kept'),
    ),
    perform,
    async () => (await import('./add.ts')).addCustomer,
    (options: Omit<NewCustomer, 'tenant'>, [tenant = '']): NewCustomer => ({ ...options, tenant }),
  );

const list = (perform: Perform): Command =>
  doing(
    withPartnerApp(
      leaf('list', 'Try a token for each customer: who consented, and who has drifted', [
        'vakt customer list',
        'vakt customer list --app CLIENT_ID --secret-file secret.txt',
        `vakt customer list --json | jq -r '.[] | select(.standing != "granted") | .displayName'`,
      ]).option(
        '--secret-file <file>',
        "the application's secret, - for standard input (else VAKT_CLIENT_SECRET)",
      ),
    ),
    perform,
    async () => (await import('./list.ts')).listCustomers,
    (options: CustomerList) => options,
  );

const remove = (perform: Perform): Command =>
  doing(
    withPartnerApp(
      leaf('remove', 'Keep a customer no more; its consent stays its own', [
        'vakt customer remove Contoso',
        'vakt customer remove 11111111-2222-3333-4444-555555555555 --app CLIENT_ID',
      ]).argument('<tenant>', "the customer's tenant id, or the name under which it is kept"),
    ),
    perform,
    async () => (await import('./remove.ts')).removeCustomer,
    (options: PartnerApp, [tenant = '']): NamedCustomer => ({ ...options, tenant }),
  );

/** `vakt customer …` */
export const customer = (perform: Perform): Command =>
  group('customer', "The tenants that use a partner's application, and what each consented to")
    .addCommand(add(perform))
    .addCommand(list(perform))
    .addCommand(remove(perform));
