import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { type AppOption, withApp } from '../app/app-option.ts';
import { withYes } from '../confirmation.ts';
import type { ConsentRequest } from './grant.ts';
import type { LinkRequest } from './link.ts';
import type { Revocation } from './revoke.ts';

const grant = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('grant', 'Consent, as the administrator, to what an application asks for', [
        'vakt consent grant --app CLIENT_ID',
        'vakt consent grant --app CLIENT_ID_OF_A_PARTNER Alert.Read.All Machine.Read.All',
        'vakt consent grant --app CLIENT_ID --delegated Alert.Read',
      ])
        .argument('[permissions...]', 'these alone; all that it asks for unless given')
        .option('--delegated', 'the permissions named are on behalf of a signed-in user'),
    ),
    perform,
    async () => (await import('./grant.ts')).grantConsent,
    (options: Omit<ConsentRequest, 'permissions'>, permissions): ConsentRequest => ({
      ...options,
      permissions,
    }),
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List what was consented to in the tenant', [
      'vakt consent list',
      'vakt consent list --app CLIENT_ID --json',
    ]).option('--app <app>', "one application's client id or name"),
    perform,
    async () => (await import('./list.ts')).listConsents,
    ({ app }: Partial<AppOption>) => app,
  );

const revoke = (perform: Perform): Command =>
  doing(
    withYes(
      withApp(
        leaf('revoke', 'Take consent back, from the next token on', [
          'vakt consent revoke --app CLIENT_ID Machine.Read.All',
          'vakt consent revoke --app CLIENT_ID --yes',
        ]).argument('[permissions...]', 'these alone; every one unless given'),
      ),
    ),
    perform,
    async () => (await import('./revoke.ts')).revokeConsent,
    (options: Omit<Revocation, 'permissions'>, permissions): Revocation => ({ ...options, permissions }),
  );

const link = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('link', "Write the link with which a customer's administrator consents", [
        'vakt consent link --app CLIENT_ID',
        'vakt consent link --app CLIENT_ID --customer contoso.example',
      ]).option('--customer <tenant>', "the customer's tenant id or domain"),
    ),
    perform,
    async () => (await import('./link.ts')).linkConsent,
    (options: LinkRequest) => options,
  );

/** `vakt consent …` */
export const consent = (perform: Perform): Command =>
  group('consent', 'What applications may do in the tenant')
    .addCommand(grant(perform))
    .addCommand(list(perform))
    .addCommand(revoke(perform))
    .addCommand(link(perform));
