import { toArray } from '@vakt/client/paging';
import type { CommandContext } from '../context.ts';
import type { Column } from '../output/table.ts';
import type { ListOptions } from './list-options.ts';

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
  else if (items.length === 0 && terminal.isInteractive) terminal.note('None.');
  else terminal.table(columns, items);
  if (found.length > items.length)
    terminal.note(`There are more than the ${items.length} shown. --all shows every one, --top N more.`);
};
