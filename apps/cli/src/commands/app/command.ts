import type { Command } from 'commander';
import { collect, doing, group, leaf, type Perform } from '../../parsing.ts';
import { withYes, type YesOption } from '../confirmation.ts';
import { type AppOption, withApp } from './app-option.ts';
import { certificate } from './certificate-command.ts';
import type { NewApp } from './create.ts';
import { federated } from './federated-command.ts';
import { owner } from './owner-command.ts';
import { permission } from './permission-command.ts';
import { redirectUri } from './redirect-uri-command.ts';
import { secret } from './secret-command.ts';
import type { AppChange } from './update.ts';

const create = (perform: Perform): Command =>
  doing(
    leaf('create', 'Register an application', [
      'vakt app create "Nightly report"',
      'vakt app create "Partner console" --multi-tenant --redirect-uri web=https://portal.partner.example',
      'vakt app create "Desk" --public --redirect-uri native=http://localhost',
    ])
      .argument('<name>', 'the name that people read')
      .option('--description <text>', 'what it is for')
      .option('--multi-tenant', 'other tenants may consent to it, too')
      .option('--public', 'a native application: it signs users in and keeps no secret')
      .option('--redirect-uri <kind=uri...>', 'where it takes answers: web=, spa= or native=', collect),
    perform,
    async () => (await import('./create.ts')).createApp,
    (options: Omit<NewApp, 'name'>, [name = '']): NewApp => ({ ...options, name }),
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the applications registered in the tenant', [
      'vakt app list',
      "vakt app list --json | jq -r '.[].appId'",
    ]),
    perform,
    async () => (await import('./list.ts')).listApps,
    () => undefined,
  );

const show = (perform: Perform): Command =>
  doing(
    leaf('show', 'Show an application, and how the consent to each permission stands', [
      'vakt app show "Nightly report"',
      'vakt app show CLIENT_ID --json',
    ]).argument('<app>', "the application's client id or name"),
    perform,
    async () => (await import('./show.ts')).showApp,
    (_options, [app = '']) => app,
  );

const update = (perform: Perform): Command =>
  doing(
    leaf('update', 'Change what a registration says', [
      'vakt app update "Nightly report" --name "Weekly report"',
      'vakt app update CLIENT_ID --no-multi-tenant',
    ])
      .argument('<app>', "the application's client id or name")
      .option('--name <name>', 'the name that people read')
      .option('--description <text>', 'what it is for')
      .option('--multi-tenant', 'other tenants may consent to it')
      .option('--no-multi-tenant', 'it gets tokens in this tenant alone')
      .option('--public', 'it may sign users in without a secret')
      .option('--no-public', 'it always has to prove itself'),
    perform,
    async () => (await import('./update.ts')).updateApp,
    (options: Omit<AppChange, 'app'>, [app = '']): AppChange => ({ ...options, app }),
  );

const remove = (perform: Perform): Command =>
  doing(
    withYes(
      leaf('delete', 'Delete an application with its secrets and consents', [
        'vakt app delete "Nightly report"',
        'vakt app delete CLIENT_ID --yes',
      ]).argument('<app>', "the application's client id or name"),
    ),
    perform,
    async () => (await import('./delete.ts')).deleteApp,
    (options: YesOption, [app = '']) => ({ ...options, app }),
  );

const turn = (perform: Perform, name: 'enable' | 'disable', isEnabled: boolean): Command =>
  doing(
    leaf(
      name,
      isEnabled
        ? 'Let an application get tokens of this tenant again'
        : 'Let an application, also a partner’s, get no tokens of this tenant',
      [`vakt app ${name} "Nightly report"`, `vakt app ${name} CLIENT_ID_OF_A_PARTNER`],
    ).argument('<app>', "the application's client id or name"),
    perform,
    async () => (await import('./turn.ts')).turnApp,
    (_options, [app = '']) => ({ app, isEnabled }),
  );

const consent = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('consent', 'Consent, as the administrator, to all that an application asks for', [
        'vakt app consent --app CLIENT_ID',
        'vakt consent grant --app CLIENT_ID',
      ]),
    ),
    perform,
    async () => (await import('../consent/grant.ts')).grantConsent,
    ({ app }: AppOption) => ({ app, permissions: [] }),
  );

/** `vakt app …` */
export const app = (perform: Perform): Command =>
  group('app', 'Register applications, ask for permissions, consent, make secrets')
    .addCommand(create(perform))
    .addCommand(list(perform))
    .addCommand(show(perform))
    .addCommand(update(perform))
    .addCommand(remove(perform))
    .addCommand(turn(perform, 'disable', false))
    .addCommand(turn(perform, 'enable', true))
    .addCommand(permission(perform))
    .addCommand(consent(perform))
    .addCommand(secret(perform))
    .addCommand(certificate(perform))
    .addCommand(federated(perform))
    .addCommand(redirectUri(perform))
    .addCommand(owner(perform));
