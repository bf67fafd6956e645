import { isTextual } from '../kusto-type.ts';
import type { Sequence } from '../plan/sequence.ts';
import { columnsUsed, expressionsOf } from '../plan/walk.ts';
import type { RelationEmitter } from './relation.ts';
import { inOrder, numbered, type Select, selectFrom } from './select.ts';
import { carried, member, row, SequenceFold } from './sequence-fold.ts';
import { identifier, integer, list, type Sql, sql } from './sql.ts';
import { plain, type SqlValue, unsteady } from './value.ts';

/** So many rows are folded before what they match is put aside. */
const ROWS_IN_CHUNK = 256;

const chunk = identifier('chunk');
const place = identifier('place');
const rows = identifier('rows');
const chunks = identifier('chunks');
const results = identifier('results');
const result = identifier('result');
/** A match: the step, the number of the sequence, the declared columns. */
const match = identifier('match');
const [MATCH_STEP, MATCH_ID, MATCH_VALUES] = [1, 2, 3] as const;
const RANK = 1;

/** Most rows that are matched one after another: each of them takes some hundredths of a millisecond. */
export const MAX_SCANNED_ROWS = 200_000;

/** The words with which the engine stops where there are more. */
export const SEQUENCE_TOO_LONG = sql`sequence of too many rows`;

const grouped = (keys: readonly Sql[]): Sql => (keys.length > 0 ? sql` GROUP BY ${list(keys)}` : sql``);

/** The rows as tuples, of which the rank is the first member, in arrays in their order. */
const inChunks = (from: Sql, values: readonly SqlValue[], rank: Sql, keys: readonly Sql[]): Sql => {
  const named = keys.map((key, index) => sql`${key} AS ${identifier(`k${index + 1}`)}`);
  const names = keys.map((_, index) => identifier(`k${index + 1}`));
  const order = keys.length > 0 ? sql`row_number() OVER (PARTITION BY ${list(keys)} ORDER BY ${rank})` : rank;
  const placed = sql`(SELECT *, ${list([...named, sql`${order} AS ${place}`])} FROM ${from})`;
  const tuple = sql`tuple(${list([rank, ...values.map(({ sql: text }) => text)])})`;
  const sorted = sql`arraySort(t -> t.1, groupArray(${tuple})) AS ${rows}`;
  const number = sql`intDiv(${place}, ${integer(ROWS_IN_CHUNK)}) AS ${chunk}`;
  const cut = sql`(SELECT ${list([...names, number, sorted])} FROM ${placed}${grouped([...names, chunk])})`;
  const all = sql`arrayMap(t -> t.2, arraySort(t -> t.1, groupArray(tuple(${chunk}, ${rows}))))`;
  const isTooLong = sql`throwIf(sum(length(${rows})) > ${integer(MAX_SCANNED_ROWS)}, '${SEQUENCE_TOO_LONG}') = 0`;
  return sql`(SELECT ${all} AS ${chunks} FROM ${cut}${grouped(names)} HAVING ${isTooLong})`;
};

/** A row for each match. */
const matched = (sequence: Sequence, folded: Sql, fold: SequenceFold, emitter: RelationEmitter): Sql => {
  const constants = emitter.expressions(selectFrom(sql``, new Map()));
  const found = fold.matches.map(({ step, id, values }) => {
    const cells = sequence.declared.map(({ column, otherwise }) => {
      const slot = values.get(column.id);
      return slot === undefined
        ? carried(plain(constants.value(otherwise)), column.type)
        : member(result, slot);
    });
    return sql`tuple(${list([integer(step), member(result, id), ...cells])})`;
  });
  const isMatch = sql`m -> ${member(identifier('m'), MATCH_ID)} >= 0`;
  const byChunk = sql`(SELECT ${rows}, ${results} FROM ${folded} ARRAY JOIN ${chunks} AS ${rows}, ${results})`;
  const byRow = sql`(SELECT ${row}, ${result} FROM ${byChunk} ARRAY JOIN ${rows} AS ${row}, ${results} AS ${result})`;
  return sql`(SELECT ${row}, ${match} FROM ${byRow} ARRAY JOIN arrayFilter(${isMatch}, [${list(found)}]) AS ${match})`;
};

/** Of a step that shows only the last of several matches in a row, the last: those of one sequence are in a row. */
const lastOnes = (sequence: Sequence, from: Sql, keys: readonly Sql[]): Sql => {
  const steps = sequence.steps.flatMap(({ shows }, step) => (shows === 'last' ? [integer(step)] : []));
  if (steps.length === 0) return from;
  const group = list([...keys, member(match, MATCH_STEP), member(match, MATCH_ID)]);
  const last = identifier('last');
  const rank = member(row, RANK);
  const marked = sql`(SELECT ${row}, ${match}, max(${rank}) OVER (PARTITION BY ${group}) AS ${last} FROM ${from})`;
  const isShown = sql`${member(match, MATCH_STEP)} NOT IN (${list(steps)}) OR ${rank} = ${last}`;
  return sql`(SELECT ${row}, ${match} FROM ${marked} WHERE ${isShown})`;
};

const asMembers = (columns: ReadonlyMap<number, SqlValue>): Map<number, SqlValue> =>
  new Map(
    [...columns].map(([id, value], index) => [id, { ...value, sql: member(row, RANK + 1 + index) }] as const),
  );

/** The input in arrays of rows, folded over the steps, and a row for each match. */
export const emitSequence = (
  sequence: Sequence,
  needed: ReadonlySet<number>,
  emitter: RelationEmitter,
): Select => {
  const { declared, states, matchId } = sequence;
  const made = new Set([...declared, ...states, { column: matchId }].map(({ column }) => column.id));
  const used = columnsUsed(expressionsOf(sequence)).map(({ id }) => id);
  const passing = new Set([...needed, ...used].filter(id => !made.has(id)));
  const source = emitter.open(sequence.input, passing, ['groupBy', 'limitBy', 'limit']);
  const { select, rank } = numbered(source, passing);
  const keysOver = (columns: ReadonlyMap<number, SqlValue>): Sql[] => {
    const expressions = emitter.expressions(selectFrom(sql``, columns));
    return sequence.keys.map(key => expressions.value(key).sql);
  };
  const columns = asMembers(select.columns);
  const fold = new SequenceFold(sequence, columns, scope => emitter.expressions(selectFrom(sql``, scope)));
  const cut = inChunks(select.from, [...select.columns.values()], rank, keysOver(select.columns));
  const folded = sql`(SELECT ${chunks}, ${fold.over(chunks)} AS ${results} FROM ${cut})`;
  const from = lastOnes(sequence, matched(sequence, folded, fold, emitter), keysOver(columns));
  const values = declared.map(({ column: { id, type } }, index): [number, SqlValue] => {
    const nullable = !isTextual(type) && type !== 'dynamic';
    return [id, { ...unsteady(member(match, MATCH_VALUES + index), type), nullable }];
  });
  const id = unsteady(member(match, MATCH_ID), 'long');
  const step = { value: unsteady(member(match, MATCH_STEP), 'long'), descending: true, nullsFirst: false };
  return {
    ...selectFrom(from, new Map([...columns, ...values, [matchId.id, id]])),
    orderBy: [...inOrder(unsteady(member(row, RANK), 'long')), step],
  };
};
