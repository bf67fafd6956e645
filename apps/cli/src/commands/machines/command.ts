import type { Command } from 'commander';
import { doing, group, leaf, type Perform } from '../../parsing.ts';
import { addListOptions, type ListOptions } from '../list-options.ts';

const list = (perform: Perform): Command =>
  doing(
    addListOptions(
      leaf('list', 'List machines', [
        'vakt machines list',
        'vakt machines list --filter "startswith(computerDnsName,\'web\')"',
      ]),
      "healthStatus eq 'Active'",
    ),
    perform,
    async () => (await import('./list.ts')).listMachines,
    (options: ListOptions) => options,
  );

const get = (perform: Perform): Command =>
  doing(
    leaf('get', 'Show one machine', ['vakt machines get web01.contoso.example']).argument(
      '<id>',
      "the machine's id or its name",
    ),
    perform,
    async () => (await import('./get.ts')).getMachine,
    (_options, [id = '']) => id,
  );

/** `vakt machines …` */
export const machines = (perform: Perform): Command =>
  group('machines', 'Read machines').addCommand(list(perform)).addCommand(get(perform));
