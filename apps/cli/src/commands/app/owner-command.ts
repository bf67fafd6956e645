import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { type AppOption, withApp } from './app-option.ts';
import type { OwnerChange } from './owner.ts';

const withUser = (command: Command): Command =>
  withApp(command).argument('<user>', 'sign-in name or object id');

const read = ({ app }: AppOption, [user = '']: readonly string[]): OwnerChange => ({ app, user });

const add = (perform: Perform): Command =>
  doing(
    withUser(
      leaf('add', 'Let a user manage an application without a directory role', [
        'vakt app owner add --app CLIENT_ID ada@contoso.example',
      ]),
    ),
    perform,
    async () => (await import('./owner.ts')).addOwner,
    read,
  );

const remove = (perform: Perform): Command =>
  doing(
    withUser(
      leaf('remove', 'Let a user manage an application no more', [
        'vakt app owner remove --app CLIENT_ID ada@contoso.example',
      ]),
    ),
    perform,
    async () => (await import('./owner.ts')).removeOwner,
    read,
  );

const list = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('list', 'List who manages an application without a directory role', [
        'vakt app owner list --app CLIENT_ID',
      ]),
    ),
    perform,
    async () => (await import('./owner.ts')).listOwners,
    ({ app }: AppOption) => app,
  );

/** `vakt app owner …` */
export const owner = (perform: Perform): Command =>
  group('owner', 'Who manages an application')
    .addCommand(add(perform))
    .addCommand(remove(perform))
    .addCommand(list(perform));
