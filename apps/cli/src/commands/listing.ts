import { toArray } from '@vakt/client/paging';
import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import type { Column } from '../output/table.ts';
import { parseCount } from '../parsing.ts';

/** How much of a collection to show. */
export interface ListOptions {
  readonly filter?: string;
  readonly top: number;
  readonly all?: boolean;
}

const DEFAULT_TOP = 50;

/** The options that every `list` has. */
export const addListOptions = (command: Command, filterExample: string): Command =>
  command
    .option('--filter <odata>', `an OData filter: "${filterExample}"`)
    .option('--top <n>', 'how many to show', parseCount, DEFAULT_TOP)
    .option('--all', 'show every one');

/**
 * Shows a collection, and says so on standard error when it holds more than was asked for.
 *
 * @param read reads at most `top` items, all when it is not given
 */
export const showList = async <Item>(
  { terminal, options }: CommandContext,
  list: ListOptions,
  columns: readonly Column<Item>[],
  read: (top: number | undefined) => AsyncIterable<Item>,
): Promise<void> => {
  // One more than is shown tells whether there are more.
  const wanted = list.all ? undefined : list.top + 1;
  const found = await toArray(read(wanted), wanted ?? Number.POSITIVE_INFINITY);
  const items = list.all ? found : found.slice(0, list.top);
  if (options.json) terminal.json(items);
  else terminal.table(columns, items);
  if (items.length === 0 && terminal.isInteractive) terminal.note('None.');
  if (found.length > items.length)
    terminal.note(`Only the first ${items.length} are shown. --all shows every one, --top N more.`);
};
