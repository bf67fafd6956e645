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
  const query = `let N = T | serialize r = row_number();
    let K = N | where met | mv-expand r = range(r - before, r + behind, 1) to typeof(long) | distinct r;
    N | join kind=leftsemi K on r | sort by r asc | project ${cells.map(([name]) => name).join(', ')}`;
  return inLanguage(
    {
      columns: { met: lowering.expression(condition, input), ...Object.fromEntries(cells) },
      scalars: { before: scalarArgument(before, plugin), behind: scalarArgument(after, plugin) },
      query,
    },
    plugin,
  );
};
