import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { addListOptions, type ListOptions } from '../list-options.ts';

const list = (perform: Perform): Command =>
  doing(
    addListOptions(
      leaf('list', 'List incidents, newest first', [
        'vakt incidents list',
        'vakt incidents list --top 5 --json',
      ]),
      "status eq 'Active'",
    ),
    perform,
    async () => (await import('./list.ts')).listIncidents,
    (options: ListOptions) => options,
  );

const get = (perform: Perform): Command =>
  doing(
    leaf('get', 'Show one incident with its alerts', ['vakt incidents get 12']).argument(
      '<id>',
      "the incident's number",
    ),
    perform,
    async () => (await import('./get.ts')).getIncident,
    (_options, [id = '']) => id,
  );

/** `vakt incidents …` */
export const incidents = (perform: Perform): Command =>
  group('incidents', 'Read incidents').addCommand(list(perform)).addCommand(get(perform));
