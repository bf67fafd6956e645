import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { type AppOption, withApp } from './app-option.ts';
import type { PermissionRequest } from './permission-add.ts';

type PermissionOptions = Omit<PermissionRequest, 'permissions'>;

const withPermissions = (command: Command): Command =>
  withApp(command)
    .argument('<permissions...>', 'names, with RESOURCE/ in front where two resources use one')
    .option('--delegated', 'permissions on behalf of a signed-in user, not in its own name');

const add = (perform: Perform): Command =>
  doing(
    withPermissions(
      leaf('add', 'Ask for permissions; an administrator consents to them afterwards', [
        'vakt app permission add --app CLIENT_ID Alert.Read.All Machine.Read.All',
        'vakt app permission add --app CLIENT_ID "Microsoft Threat Protection/Incident.Read.All"',
        'vakt app permission add --app CLIENT_ID --delegated Alert.Read',
      ]),
    ),
    perform,
    async () => (await import('./permission-add.ts')).addPermissions,
    (options: PermissionOptions, permissions): PermissionRequest => ({ ...options, permissions }),
  );

const remove = (perform: Perform): Command =>
  doing(
    withPermissions(
      leaf('remove', 'Ask for permissions no more; a consent that was given stays', [
        'vakt app permission remove --app CLIENT_ID Machine.Read.All',
        'vakt app permission remove --app CLIENT_ID --delegated Alert.Read',
      ]),
    ),
    perform,
    async () => (await import('./permission-remove.ts')).removePermissions,
    (options: PermissionOptions, permissions): PermissionRequest => ({ ...options, permissions }),
  );

const list = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('list', 'List what an application asks for: granted, not granted, added since consent', [
        'vakt app permission list --app CLIENT_ID',
        `vakt app permission list --app CLIENT_ID --json | jq '.[] | select(.state != "granted")'`,
      ]),
    ),
    perform,
    async () => (await import('./permission-list.ts')).listPermissions,
    ({ app }: AppOption) => app,
  );

/** `vakt app permission …` */
export const permission = (perform: Perform): Command =>
  group('permission', 'What an application asks for')
    .addCommand(add(perform))
    .addCommand(remove(perform))
    .addCommand(list(perform));
