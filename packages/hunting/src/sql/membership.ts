import type { Constant, Expression, Membership, RelationMembership } from '../plan/expression.ts';
import { elementsOrItself, elementText } from './dynamic.ts';
import type { Emitter } from './emitter.ts';
import { folded, foldedFor, isAscii } from './folding.ts';
import { once } from './once.ts';
import { joined, list, type Sql, sql } from './sql.ts';
import { inTerms } from './term-index.ts';
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
  if (!caseSensitive && values.every(isAscii)) {
    const set = parameters.strings(values.map(value => value.toLowerCase()));
    return sql`(${foldedFor(subject, values)} IN ${set})`;
  }
  const texts = parameters.strings(values);
  const set = caseSensitive ? texts : sql`arrayMap(x -> ${folded(sql`x`, false)}, ${texts})`;
  return sql`(${folded(subject, caseSensitive)} IN ${set})`;
};

/** The elements are folded first: a subject that a test of each element names would be copied for each of them. */
const amongElements = (subject: Sql, array: SqlValue, caseSensitive: boolean): Sql => {
  const elements = sql`arrayMap(x -> ${folded(elementText(sql`x`), caseSensitive)}, ${elementsOrItself(array.sql)})`;
  return sql`(has(${elements}, ${folded(subject, caseSensitive)}) = 1)`;
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

/**
 * Whether the subject has a term without which no needle can be there: the longest of each. It says nothing of texts and
 * needles beyond ASCII, whose terms end elsewhere, nor of needles without a term: all of those may be there. The engine's
 * function for terms hashes the needles and asks the index of terms; `IN` within a lambda is folded before its set is filled.
 */
const mayHaveTerm = (subject: Sql, needles: Sql): Sql => {
  const longest = sql`arraySort(x -> -length(x), tokens(lower(n)))[1]`;
  const keys = sql`SELECT if(isValidASCII(n), ${longest}, '') AS k FROM (${needles})`;
  const hasKey = sql`hasAnyTokens(${inTerms(subject)}, (SELECT groupUniqArray(k) FROM (${keys}) WHERE k != ''))`;
  return sql`(${hasKey} OR isValidASCII(${subject}) = 0 OR (SELECT countIf(k = '') > 0 FROM (${keys})))`;
};

/**
 * The rows of the relation, tested by term against the subject: their patterns are collected once, and only those of needles
 * that are in the subject at all are tried, because each costs an automaton.
 */
const byTerms = (
  test: RelationMembership,
  subject: SqlValue,
  emitter: Emitter,
  subquery: EmitSubquery,
): Sql => {
  const { sql: rows, value } = subquery(test);
  const pattern = variableTermPattern(sql`n`, { start: true, end: true }, test.caseSensitive, emitter);
  const needles = sql`SELECT ${value.sql} AS n FROM (${rows})`;
  const pairs = sql`(SELECT groupUniqArray((${folded(sql`n`, test.caseSensitive)}, ${pattern})) FROM (${needles}))`;
  const isTerm = sql`match(${subject.sql}, p.2)`;
  const tested = (text: Sql): Sql =>
    test.test === 'has_all'
      ? sql`if(arrayAll(p -> position(${text}, p.1) > 0, ${pairs}), arrayAll(p -> ${isTerm}, ${pairs}), false)`
      : sql`arrayExists(p -> ${isTerm}, arrayFilter(p -> position(${text}, p.1) > 0, ${pairs}))`;
  const exact = once(sql`s`, folded(subject.sql, test.caseSensitive), tested);
  return test.test === 'has_all' ? exact : sql`if(${mayHaveTerm(subject.sql, needles)}, ${exact}, false)`;
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
