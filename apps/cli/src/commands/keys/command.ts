import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import type { Rotation } from './rotate.ts';

const list = (perform: Perform): Command =>
  doing(
    leaf('list', 'List the keys that sign tokens: those before, the one that signs, the next', [
      'vakt keys list',
    ]),
    perform,
    async () => (await import('./list.ts')).listKeys,
    () => undefined,
  );

const rotate = (perform: Perform): Command =>
  doing(
    leaf('rotate', 'Let the next key sign from now on; tokens that the earlier ones signed stay good', [
      'vakt keys rotate',
      'vakt keys rotate --revoke',
    ]).option('--revoke', 'a key leaked: everything that was signed until now is void at once'),
    perform,
    async () => (await import('./rotate.ts')).rotateKeys,
    (options: Rotation) => options,
  );

/** `vakt keys …` */
export const keys = (perform: Perform): Command =>
  group('keys', "See and rotate the keys that sign tokens, as the installation's operator")
    .addCommand(list(perform))
    .addCommand(rotate(perform));
