import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { addListOptions, type ListOptions } from '../list-options.ts';

const list = (perform: Perform): Command =>
  doing(
    addListOptions(
      leaf('list', 'List machine actions, newest first', ['vakt actions list']),
      "status eq 'Pending'",
    ),
    perform,
    async () => (await import('./list.ts')).listActions,
    (options: ListOptions) => options,
  );

const get = (perform: Perform): Command =>
  doing(
    leaf('get', 'Show one machine action', ['vakt actions get ID']).argument('<id>', "the action's id"),
    perform,
    async () => (await import('./get.ts')).getAction,
    (_options, [id = '']) => id,
  );

/** `vakt actions …` */
export const actions = (perform: Perform): Command =>
  group('actions', 'Read machine actions').addCommand(list(perform)).addCommand(get(perform));
