import type { Command } from 'commander';
import { doing, leaf, type Perform } from '../../parsing.ts';

/** `vakt hosts` */
export const hosts = (perform: Perform): Command =>
  doing(
    leaf(
      'hosts',
      'Print the hosts-file lines that lead the real services’ names to Vakt, for the whole machine',
      ['vakt hosts', 'vakt hosts --json'],
    ).addHelpText(
      'after',
      '\nThe lines go to standard output, what else is needed to standard error. Nothing is changed: vakt exec runs one\nprogram under those names without a change to the machine.',
    ),
    perform,
    async () => (await import('./hosts.ts')).hosts,
    () => undefined,
  );
