import type { Command } from 'commander';
import { doing, group, leaf, type Perform, parseTime } from '../../parsing.ts';
import { type AppOption, withApp } from './app-option.ts';
import type { NewSecret } from './secret-add.ts';
import type { NamedKey } from './secret-remove.ts';
import type { Rotation } from './secret-rotate.ts';

const withNewSecret = (command: Command): Command =>
  withApp(command)
    .option('--name <name>', 'what it is for', 'vakt')
    .option('--end <time>', 'when it ends; after two years unless given', parseTime)
    .option('--out <file>', 'write the value to a file that you alone can read, in place of showing it');

const add = (perform: Perform): Command =>
  doing(
    withNewSecret(
      leaf('add', 'Make a secret; its value is shown this once', [
        'vakt app secret add --app CLIENT_ID',
        'vakt app secret add --app CLIENT_ID --end 2027-01-31 --out secret.txt',
      ]),
    ),
    perform,
    async () => (await import('./secret-add.ts')).addSecret,
    (options: NewSecret) => options,
  );

const list = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('list', 'List secrets with their ends; values are never shown again', [
        'vakt app secret list --app CLIENT_ID',
        'vakt app secret list --app "Nightly report" --json',
      ]),
    ),
    perform,
    async () => (await import('./secret-list.ts')).listSecrets,
    ({ app }: AppOption) => app,
  );

const remove = (perform: Perform): Command =>
  doing(
    withApp(
      leaf('remove', 'Remove a secret', [
        'vakt app secret remove --app CLIENT_ID 11111111-2222-3333-4444-555555555555',
        'vakt app secret remove --app CLIENT_ID spring',
      ]).argument('<key>', "the secret's key id or name"),
    ),
    perform,
    async () => (await import('./secret-remove.ts')).removeSecret,
    ({ app }: AppOption, [key = '']): NamedKey => ({ app, key }),
  );

const rotate = (perform: Perform): Command =>
  doing(
    withNewSecret(
      leaf('rotate', 'Change a secret without a gap: a new one first, the end of the old one later', [
        'vakt app secret rotate --app CLIENT_ID --out secret.txt',
        'vakt app secret rotate --app CLIENT_ID --remove-old',
      ]),
    ).option('--remove-old', 'make no new one: remove all but the newest'),
    perform,
    async () => (await import('./secret-rotate.ts')).rotateSecret,
    (options: Rotation) => options,
  );

/** `vakt app secret …` */
export const secret = (perform: Perform): Command =>
  group('secret', 'What an application proves itself with')
    .addCommand(add(perform))
    .addCommand(list(perform))
    .addCommand(remove(perform))
    .addCommand(rotate(perform));
