import { columnReference } from '../../plan/expression.ts';
import { visible } from '../lowering.ts';
import { meaningless } from '../refusal.ts';
import { inLanguage } from './in-language.ts';
import { type LowerPlugin, scalarArgument } from './plugin.ts';

/** `evaluate rows_near(condition, rows[, rows_after])`: rows that stand near those of which a condition holds. */
export const lowerRowsNear: LowerPlugin = plugin => {
  const { input, lowering, node } = plugin;
  const [condition, before, after = before] = plugin.arguments;
  if (!condition || !before || !after) throw meaningless('rows_near needs a condition and a number.', node);
  const cells = visible(input.columns).map(
    (column, place) => [`c${place}`, columnReference(column)] as const,
  );
  // How many rows lie behind the last row of which the condition holds and, read backwards, before the next one.
  const query = `T | serialize r = row_number()
    | extend since = row_cumsum(1, met) - 1, past = row_cumsum(iff(met, 1, 0))
    | sort by r desc
    | extend left = row_cumsum(1, met) - 1, next = row_cumsum(iff(met, 1, 0))
    | where (past > 0 and since <= behind) or (next > 0 and left <= before)
    | sort by r asc
    | project ${cells.map(([name]) => name).join(', ')}`;
  return inLanguage(
    {
      columns: { met: lowering.expression(condition, input), ...Object.fromEntries(cells) },
      scalars: { before: scalarArgument(before, plugin), behind: scalarArgument(after, plugin) },
      query,
    },
    plugin,
  );
};
