import type { Constant, Expression, Membership, RelationMembership } from '../plan/expression.ts';
import { elementText } from './dynamic.ts';
import type { Emitter } from './emitter.ts';
import { folded } from './folding.ts';
import { joined, list, type Sql, sql } from './sql.ts';
import { variableTermPattern } from './text-search.ts';
import { plain, type SqlValue, toStored, valueFrom } from './value.ts';

const isConstant = (value: Expression): value is Constant => value.kind === 'constant';

/** Texts in a list of constants: one parameter, folded as a whole. */
const amongTexts = (
  subject: Sql,
  values: readonly string[],
  caseSensitive: boolean,
  { parameters }: Emitter,
): Sql => {
  const texts = parameters.strings(values);
  const set = caseSensitive ? texts : sql`arrayMap(x -> ${folded(sql`x`, false)}, ${texts})`;
  return sql`(${folded(subject, caseSensitive)} IN ${set})`;
};

const amongElements = (subject: Sql, array: SqlValue, caseSensitive: boolean): Sql => {
  const element = elementText(sql`x`);
  return sql`arrayExists(x -> ${folded(element, caseSensitive)} = ${folded(subject, caseSensitive)}, JSONExtractArrayRaw(${array.sql}))`;
};

const amongValues = (subject: SqlValue, values: readonly SqlValue[]): Sql => {
  const isStored = subject.stored;
  const items = values.map(value => (isStored ? toStored(value) : plain(value)));
  const test = sql`(${subject.sql} IN (${list(items)}))`;
  return subject.nullable ? sql`ifNull(${test}, false)` : test;
};

/** `subject in (…)`; null is in no list. */
export const membership = (test: Membership, emitter: Emitter): SqlValue => {
  const subject = emitter.value(test.subject);
  const [only] = test.values;
  if (only?.type === 'dynamic') {
    const array = emitter.value(only);
    return valueFrom(amongElements(subject.sql, array, test.caseSensitive), 'bool', [subject, array], false);
  }
  if (test.values.length === 0) return valueFrom(sql`false`, 'bool', [subject], false);
  const constants = test.values.filter(isConstant);
  if (subject.type === 'string' && constants.length === test.values.length) {
    const texts = constants.map(({ value }) => String(value));
    return valueFrom(amongTexts(subject.sql, texts, test.caseSensitive, emitter), 'bool', [subject], false);
  }
  const values = test.values.map(value => emitter.value(value));
  if (subject.type !== 'string')
    return valueFrom(amongValues(subject, values), 'bool', [subject, ...values], false);
  const tests = values.map(
    value => sql`${folded(subject.sql, test.caseSensitive)} = ${folded(value.sql, test.caseSensitive)}`,
  );
  return valueFrom(sql`(${joined(tests, sql` OR `)})`, 'bool', [subject, ...values], false);
};

/** Writes the SQL of a relation with one column, as a subquery without brackets. */
export type EmitSubquery = (test: Pick<RelationMembership, 'relation' | 'column'>) => {
  readonly sql: Sql;
  readonly value: SqlValue;
};

/** The rows of the relation, tested by term against the subject: their patterns are collected once. */
const byTerms = (
  test: RelationMembership,
  subject: SqlValue,
  emitter: Emitter,
  subquery: EmitSubquery,
): Sql => {
  const { sql: rows, value } = subquery(test);
  const pattern = variableTermPattern(sql`n`, { start: true, end: true }, test.caseSensitive, emitter);
  const from = sql`FROM (SELECT ${value.sql} AS n FROM (${rows}))`;
  if (test.test === 'has_all')
    return sql`arrayAll(p -> match(${subject.sql}, p), (SELECT groupUniqArray(${pattern}) ${from}))`;
  // Without rows the pattern is one that nothing matches.
  const all = sql`(SELECT if(count() = 0, '[^\\s\\S]', arrayStringConcat(groupUniqArray(${pattern}), '|')) ${from})`;
  return sql`match(${subject.sql}, ${all})`;
};

/** `subject in (T)`, `has_any (T)`, `has_all (T)`: the relation is evaluated once. */
export const relationMembership = (
  test: RelationMembership,
  emitter: Emitter,
  subquery: EmitSubquery,
): SqlValue => {
  const subject = emitter.value(test.subject);
  if (test.test !== 'in')
    return valueFrom(byTerms(test, subject, emitter, subquery), 'bool', [subject], false);
  const { sql: rows, value } = subquery(test);
  const isText = subject.type === 'string';
  const [left, right] = isText
    ? [folded(subject.sql, test.caseSensitive), folded(value.sql, test.caseSensitive)]
    : [plain(subject), plain(value)];
  const inSet = sql`(${left} IN (SELECT ${right} FROM (${rows})))`;
  return valueFrom(subject.nullable ? sql`ifNull(${inSet}, false)` : inSet, 'bool', [subject], false);
};
