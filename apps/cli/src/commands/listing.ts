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
  context: CommandContext,
  list: ListOptions,
  columns: readonly Column<Item>[],
  read: (top: number | undefined) => AsyncIterable<Item>,
): Promise<void> => {
  // One more than is shown tells whether there are more.
  const wanted = list.all ? undefined : list.top + 1;
  const found = await toArray(read(wanted), wanted ?? Number.POSITIVE_INFINITY);
  const items = list.all ? found : found.slice(0, list.top);
  showAll(context, items, columns);
  if (found.length > items.length)
    context.terminal.note(
      `There are more than the ${items.length} shown. --all shows every one, --top N more.`,
    );
};

/** Shows a collection that was read to its end. */
export const showAll = <Item>(
  { terminal, options }: CommandContext,
  items: readonly Item[],
  columns: readonly Column<Item>[],
): void => {
  if (options.json) terminal.json(items);
  else if (items.length === 0 && terminal.isInteractive) terminal.note('None.');
  else terminal.table(columns, items);
};
