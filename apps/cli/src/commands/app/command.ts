import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import type { NewApp } from './create.ts';
import type { PermissionRequest } from './permission-add.ts';
import type { NewSecret } from './secret-add.ts';

const create = (perform: Perform): Command =>
  doing(
    leaf('create', 'Register an application', [
      'vakt app create "Nightly report"',
      'vakt app create "Partner console" --multi-tenant',
    ])
      .argument('<name>', 'the name that people read')
      .option('--multi-tenant', 'other tenants may consent to it, too')
      .option('--public', 'a native application: it signs users in and keeps no secret'),
    perform,
    async () => (await import('./create.ts')).createApp,
    (options: Omit<NewApp, 'name'>, [name = '']): NewApp => ({ ...options, name }),
  );

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the applications registered in the tenant', ['vakt app list']),
    perform,
    async () => (await import('./list.ts')).listApps,
    () => undefined,
  );

const permission = (perform: Perform): Command =>
  group('permission', 'What an application asks for').addCommand(
    doing(
      leaf('add', 'Ask for permissions; an administrator consents to them afterwards', [
        'vakt app permission add --app CLIENT_ID Alert.Read.All Machine.Read.All',
        'vakt app permission add --app CLIENT_ID "Microsoft Threat Protection/Incident.Read.All"',
        'vakt app permission add --app CLIENT_ID --delegated Alert.Read',
      ])
        .argument('<permissions...>', 'names, with RESOURCE/ in front where two resources use one')
        .requiredOption('--app <app>', "the application's client id or name")
        .option('--delegated', 'permissions on behalf of a signed-in user, not in its own name'),
      perform,
      async () => (await import('./permission-add.ts')).addPermissions,
      (options: Omit<PermissionRequest, 'permissions'>, permissions): PermissionRequest => ({
        ...options,
        permissions,
      }),
    ),
  );

const consent = (perform: Perform): Command =>
  doing(
    leaf('consent', 'Consent, as the administrator, to all that an application asks for', [
      'vakt app consent --app CLIENT_ID',
    ]).requiredOption('--app <app>', "the application's client id or name"),
    perform,
    async () => (await import('./consent.ts')).consentApp,
    (options: { readonly app: string }) => options.app,
  );

const secret = (perform: Perform): Command =>
  group('secret', 'What an application proves itself with').addCommand(
    doing(
      leaf('add', 'Make a secret; its value is shown this once', [
        'vakt app secret add --app CLIENT_ID',
        'vakt app secret add --app CLIENT_ID --out secret.txt',
      ])
        .requiredOption('--app <app>', "the application's client id or name")
        .option('--name <name>', 'what it is for', 'vakt')
        .option('--out <file>', 'write the value to a file that you alone can read, in place of showing it'),
      perform,
      async () => (await import('./secret-add.ts')).addSecret,
      (options: NewSecret) => options,
    ),
  );

/** `vakt app …` */
export const app = (perform: Perform): Command =>
  group('app', 'Register applications, ask for permissions, consent, make secrets')
    .addCommand(create(perform))
    .addCommand(list(perform))
    .addCommand(permission(perform))
    .addCommand(consent(perform))
    .addCommand(secret(perform));
