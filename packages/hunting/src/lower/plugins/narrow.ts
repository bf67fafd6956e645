import { call, columnReference, constant, type Expression } from '../../plan/expression.ts';
import { type Output, project, type Relation } from '../../plan/relation.ts';
import { asText } from '../conversion.ts';
import { visible } from '../lowering.ts';
import { numbered } from '../windows.ts';
import type { LowerPlugin } from './plugin.ts';

const step = (value: Expression, place: bigint): Expression =>
  call('tostring', 'string', {
    kind: 'dynamic-path',
    type: 'dynamic',
    value,
    steps: [constant('long', place)],
  });

/** `evaluate narrow()`: a row for each cell, with the number of its row and the name of its column. */
export const lowerNarrow: LowerPlugin = ({ input, lowering: { ids } }) => {
  const [cells, cell] = [ids.column('', 'dynamic'), ids.column('', 'dynamic')];
  const pairs = visible(input.columns).map(column =>
    call(
      'pack_array',
      'dynamic',
      call('todynamic', 'dynamic', constant('string', column.name)),
      call('todynamic', 'dynamic', asText(columnReference(column))),
    ),
  );
  const packed = project(input, [{ column: cells, value: call('pack_array', 'dynamic', ...pairs) }]);
  const { rows, number: row } = numbered(packed, ids, 'Row', 0n);
  const expanded: Relation = {
    kind: 'expand',
    columns: [cells, row, cell],
    input: rows,
    items: [{ column: cell, value: columnReference(cells) }],
    index: undefined,
    members: 'bags',
    limit: undefined,
  };
  const pair = columnReference(cell);
  const outputs: Output[] = [
    { column: row, value: columnReference(row) },
    { column: ids.column('Column', 'string'), value: step(pair, 0n) },
    { column: ids.column('Value', 'string'), value: step(pair, 1n) },
  ];
  return project(expanded, outputs);
};
