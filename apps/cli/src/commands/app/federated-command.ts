import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { type AppOption, withApp } from './app-option.ts';
import type { NewFederatedCredential } from './federated-add.ts';
import type { NamedKey } from './secret-remove.ts';

/** The audience that workloads ask their issuer for (reference: identity, section 5.2). */
const AUDIENCE = 'api://AzureADTokenExchange';

const add = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('add', "Take an outside issuer's token as the application's proof, in place of a secret", [
        'vakt app federated add --app CLIENT_ID --name build --issuer https://ci.example --subject repo:team/app',
        'vakt app federated add --app CLIENT_ID --name pod --issuer https://cluster.example --subject system:serviceaccount:default:report',
      ])
        .requiredOption('--name <name>', 'what it is for')
        .requiredOption('--issuer <url>', 'the `iss` of the tokens')
        .requiredOption('--subject <subject>', 'the `sub` of the tokens, to the letter')
        .option('--audience <audience>', 'the `aud` of the tokens', AUDIENCE),
    ),
    perform,
    async () => (await import('./federated-add.ts')).addFederatedCredential,
    (options: NewFederatedCredential) => options,
  );

const list = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('list', 'List the outside issuers that vouch for an application', [
        'vakt app federated list --app CLIENT_ID',
        'vakt app federated list --app CLIENT_ID --json',
      ]),
    ),
    perform,
    async () => (await import('./federated-list.ts')).listFederatedCredentials,
    ({ app }: AppOption) => app,
  );

const remove = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('remove', 'Trust an outside issuer no more', [
        'vakt app federated remove --app CLIENT_ID build',
        'vakt app federated remove --app CLIENT_ID 11111111-2222-3333-4444-555555555555',
      ]).argument('<name>', "the credential's name or id"),
    ),
    perform,
    async () => (await import('./federated-remove.ts')).removeFederatedCredential,
    ({ app }: AppOption, [key = '']): NamedKey => ({ app, key }),
  );

/** `vakt app federated …` */
export const federated = (perform: Perform): Command =>
  group('federated', 'Tokens of an outside issuer in place of secrets')
    .addCommand(add(perform))
    .addCommand(list(perform))
    .addCommand(remove(perform));
