import type { Column } from '../plan/column.ts';
import { call, columnReference, comparison, constant, type Expression, logical } from '../plan/expression.ts';
import type { Relation } from '../plan/relation.ts';
import type { StepState } from '../plan/sequence.ts';
import type { Lowering } from './lowering.ts';

/** The arguments of `row_window_session()`. */
export interface SessionCall {
  readonly time: Expression;
  /** The distances from a session's first time and from the time before at which another session begins. */
  readonly fromFirst: Expression;
  readonly between: Expression;
  /** Where it is true, another session begins as well. */
  readonly restart: Expression | undefined;
}

/**
 * `input` with the time at which the session of each row began: a sequence of one step that remembers it and the last
 * row's time (manual: row_window_session function).
 */
export const sessionStarts = (
  input: Relation,
  start: Column,
  { time, fromFirst, between, restart }: SessionCall,
  { ids }: Lowering,
): Relation => {
  const last = ids.column('', 'datetime');
  const nothing = constant('datetime', null);
  const [startBefore, lastBefore] = [start, last].map(
    (of): StepState => ({ column: ids.column('', 'datetime'), step: 0, of }),
  );
  if (!startBefore || !lastBefore) throw new Error('a session remembers two times');
  const [began, before] = [columnReference(startBefore.column), columnReference(lastBefore.column)];
  const isNew = logical('or', [
    call('isnull', 'bool', began),
    comparison('>=', time, call('add', 'datetime', began, fromFirst)),
    comparison('>=', time, call('add', 'datetime', before, between)),
    ...(restart ? [restart] : []),
  ]);
  const known = call('not', 'bool', call('isnull', 'bool', time));
  const continued = call('iff', 'datetime', isNew, time, began);
  return {
    kind: 'sequence',
    columns: [...input.columns, start, last],
    input,
    declared: [start, last].map(column => ({ column, otherwise: nothing })),
    states: [startBefore, lastBefore],
    steps: [
      {
        condition: constant('bool', true),
        values: [
          { column: start, value: call('iff', 'datetime', known, continued, nothing) },
          { column: last, value: time },
        ],
        shows: 'all',
      },
    ],
    matchId: ids.column('', 'long'),
    keys: [],
  };
};
