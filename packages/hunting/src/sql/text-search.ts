import type { Constant, Expression, TextSearch, TextTest } from '../plan/expression.ts';
import { anyOf, quoteRegex } from '../value/regex.ts';
import {
  type Bounds,
  boundaryPatterns,
  boundedNeedles,
  isBounded,
  isOneTerm,
  type Signs,
} from '../value/term-patterns.ts';
import { elementsOrItself, elementText } from './dynamic.ts';
import type { Emitter } from './emitter.ts';
import { folded, foldedFor, isAscii } from './folding.ts';
import { joined, type Sql, sql } from './sql.ts';
import { anySteadyNeedle } from './steady-needles.ts';
import { haveAllTerms, isDictionary, throughInnerTerms, throughTermIndex } from './term-index.ts';
import { type SqlValue, valueFrom } from './value.ts';

/** Which ends of the needle must be ends of terms, for the searches by term. */
const BOUNDS: Readonly<Partial<Record<TextSearch, Bounds>>> = {
  has: { start: true, end: true },
  hasprefix: { start: true, end: false },
  hassuffix: { start: false, end: true },
};

const regexTest = (
  subject: Sql,
  patterns: readonly string[],
  caseSensitive: boolean,
  { parameters }: Emitter,
): Sql => sql`match(${subject}, ${parameters.string(anyOf(patterns, caseSensitive))})`;

/**
 * A test of a constant needle: `fast` where the text can be folded to the needle's case beforehand, else the pattern. Only
 * the engine's regular expressions fold Unicode as the language does.
 */
const folding = (
  subject: Sql,
  needle: string,
  caseSensitive: boolean,
  fast: (text: Sql, needle: Sql) => Sql,
  pattern: string,
  emitter: Emitter,
): Sql => {
  const { parameters } = emitter;
  if (caseSensitive) return fast(subject, parameters.string(needle));
  if (!isAscii(needle)) return regexTest(subject, [pattern], false, emitter);
  return fast(foldedFor(subject, [needle]), parameters.string(needle.toLowerCase()));
};

const substring = (subject: Sql, needle: string, caseSensitive: boolean, emitter: Emitter): Sql => {
  const fast = (text: Sql, wanted: Sql): Sql => sql`(position(${text}, ${wanted}) > 0)`;
  return folding(subject, needle, caseSensitive, fast, quoteRegex(needle), emitter);
};

/** A whole text, or one of its ends, against a needle. */
const anchored = (
  search: TextSearch,
  subject: Sql,
  needle: string,
  caseSensitive: boolean,
  emitter: Emitter,
): Sql => {
  const test = (text: Sql, wanted: Sql): Sql => {
    if (search === 'startswith') return sql`startsWith(${text}, ${wanted})`;
    return search === 'endswith' ? sql`endsWith(${text}, ${wanted})` : sql`(${text} = ${wanted})`;
  };
  const pattern = `${search === 'endswith' ? '' : '\\A'}${quoteRegex(needle)}${search === 'startswith' ? '' : '\\z'}`;
  return folding(subject, needle, caseSensitive, test, pattern, emitter);
};

/**
 * Needles by term, any of them: what a text of ASCII signs needs is tried with the cheaper pattern. The other one is kept
 * from a dictionary column, for which the engine would make it ready while it plans.
 */
const boundedTest = (
  subject: Sql,
  needles: readonly string[],
  bounds: Bounds,
  caseSensitive: boolean,
  emitter: Emitter,
): Sql => {
  const test = (text: Sql, signs: Signs): Sql =>
    regexTest(text, boundedNeedles(needles, bounds, signs), caseSensitive, emitter);
  const fast = test(subject, 'ascii');
  if (!needles.some(needle => isBounded(needle, bounds))) return fast;
  return sql`if(isValidASCII(${subject}), ${fast}, ${test(sql`CAST(${subject}, 'String')`, 'unicode')})`;
};

/** A needle by term: the cheap substring first, its boundaries only where that is there. */
const exactTerm = (
  bounds: Bounds,
  subject: Sql,
  needle: string,
  caseSensitive: boolean,
  emitter: Emitter,
): Sql => {
  if (!isBounded(needle, bounds)) return substring(subject, needle, caseSensitive, emitter);
  const bounded = boundedTest(subject, [needle], bounds, caseSensitive, emitter);
  // A dictionary's few values are tried at once.
  if (isDictionary(subject) || (!caseSensitive && !isAscii(needle))) return bounded;
  return sql`if(${substring(subject, needle, caseSensitive, emitter)}, ${bounded}, false)`;
};

const byTerm = (
  bounds: Bounds,
  subject: Sql,
  needle: string,
  caseSensitive: boolean,
  emitter: Emitter,
): Sql => {
  const exact = (): Sql => exactTerm(bounds, subject, needle, caseSensitive, emitter);
  return bounds.start && bounds.end
    ? throughTermIndex(subject, [needle], caseSensitive, exact, emitter)
    : throughInnerTerms(subject, needle, exact, emitter);
};

const oneNeedle = (test: TextTest, subject: Sql, needle: string, emitter: Emitter): Sql => {
  const bounds = BOUNDS[test.search];
  // An empty needle is everywhere (reference: kql, section 6, 18), but equals only the empty text.
  if (needle === '' && test.search !== 'equals') return sql`true`;
  if (bounds) return byTerm(bounds, subject, needle, test.caseSensitive, emitter);
  if (test.search === 'contains') {
    const exact = (): Sql => substring(subject, needle, test.caseSensitive, emitter);
    return throughInnerTerms(subject, needle, exact, emitter);
  }
  return anchored(test.search, subject, needle, test.caseSensitive, emitter);
};

/** As many needles as one pattern holds without growing beyond what the engine's automaton may take. */
const NEEDLES_PER_PATTERN = 100;

const anyPattern = (
  subject: Sql,
  needles: readonly string[],
  bounds: Bounds,
  caseSensitive: boolean,
  emitter: Emitter,
): Sql => {
  const groups = Array.from({ length: Math.ceil(needles.length / NEEDLES_PER_PATTERN) }, (_, index) =>
    needles.slice(index * NEEDLES_PER_PATTERN, (index + 1) * NEEDLES_PER_PATTERN),
  );
  const tests = groups.map(group => boundedTest(subject, group, bounds, caseSensitive, emitter));
  return tests.length === 1 && tests[0] ? tests[0] : sql`(${joined(tests, sql` OR `)})`;
};

/** Several needles by term are one regular expression: the automaton does not mind how many there are. */
const manyNeedles = (test: TextTest, subject: Sql, needles: readonly string[], emitter: Emitter): Sql => {
  const bounds = BOUNDS[test.search];
  if (test.quantifier === 'any' && needles.includes('')) return sql`true`;
  if (test.quantifier === 'any' && bounds) {
    const exact = (): Sql => anyPattern(subject, needles, bounds, test.caseSensitive, emitter);
    if (test.search !== 'has') return exact();
    return throughTermIndex(subject, needles, test.caseSensitive, exact, emitter);
  }
  if (test.quantifier === 'all' && bounds?.start && bounds.end)
    return allByTerm(test, bounds, subject, needles, emitter);
  return separate(test, subject, needles, emitter);
};

const separate = (test: TextTest, subject: Sql, needles: readonly string[], emitter: Emitter): Sql => {
  const tests = needles.map(needle => oneNeedle(test, subject, needle, emitter));
  return sql`(${joined(tests, test.quantifier === 'any' ? sql` OR ` : sql` AND `)})`;
};

/** The terms of all needles are one question to the index. */
const allByTerm = (
  test: TextTest,
  bounds: Bounds,
  subject: Sql,
  needles: readonly string[],
  emitter: Emitter,
): Sql => {
  const hit = haveAllTerms(subject, needles, emitter);
  if (!hit) return separate(test, subject, needles, emitter);
  const others = needles.filter(needle => needle !== '' && (test.caseSensitive || !isOneTerm(needle)));
  const exact = others.map(needle => exactTerm(bounds, subject, needle, test.caseSensitive, emitter));
  return sql`(${joined([hit, ...exact], sql` AND `)})`;
};

/** A needle that differs from row to row: the pattern is put together by the engine. */
export const variableTermPattern = (
  needle: Sql,
  bounds: Bounds,
  caseSensitive: boolean,
  { parameters }: Emitter,
): Sql => {
  const boundary = (isWanted: boolean, test: string, pattern: string): Sql =>
    isWanted
      ? sql`if(match(${needle}, ${parameters.string(test)}), ${parameters.string(pattern)}, '')`
      : sql`''`;
  const start = boundary(bounds.start, boundaryPatterns.startsTerm, boundaryPatterns.start);
  const end = boundary(bounds.end, boundaryPatterns.endsTerm, boundaryPatterns.end);
  const bounded = sql`concat(${start}, regexpQuoteMeta(${needle}), ${end})`;
  // The flag holds inside its own group alone, so that patterns can be alternatives of one another.
  return caseSensitive ? bounded : sql`concat('(?i:', ${bounded}, ')')`;
};

const variableNeedle = (test: TextTest, subject: Sql, needle: Sql, emitter: Emitter): Sql => {
  const bounds = BOUNDS[test.search];
  if (bounds)
    return sql`match(${subject}, ${variableTermPattern(needle, bounds, test.caseSensitive, emitter)})`;
  const [text, wanted] = [folded(subject, test.caseSensitive), folded(needle, test.caseSensitive)];
  switch (test.search) {
    case 'startswith':
      return sql`startsWith(${text}, ${wanted})`;
    case 'endswith':
      return sql`endsWith(${text}, ${wanted})`;
    case 'contains':
      return sql`(position(${text}, ${wanted}) > 0)`;
    default:
      return sql`(${text} = ${wanted})`;
  }
};

const isText = (needle: Expression): needle is Constant & { value: string } =>
  needle.kind === 'constant' && typeof needle.value === 'string';

/** The elements of an array that is known only at run time, each tested. */
const overArray = (test: TextTest, subject: Sql, { sql: array, steady }: SqlValue, emitter: Emitter): Sql => {
  const bounds = BOUNDS[test.search];
  if (steady && bounds && test.quantifier === 'any')
    return anySteadyNeedle(subject, array, bounds, test.caseSensitive, emitter.parameters);
  const inner = variableNeedle(test, subject, elementText(sql`x`), emitter);
  const over = test.quantifier === 'any' ? sql`arrayExists` : sql`arrayAll`;
  return sql`${over}(x -> ${inner}, ${elementsOrItself(array)})`;
};

/** Whether `subject` holds the needles of `test`. Neither side is ever null. */
export const textTest = (test: TextTest, emitter: Emitter): SqlValue => {
  const subject = emitter.value(test.subject);
  const texts = test.needles.filter(isText).map(({ value }) => value);
  const [only] = test.needles;
  if (only && test.needles.length === 1 && !isText(only)) {
    const needle = emitter.value(only);
    const text =
      only.type === 'dynamic'
        ? overArray(test, subject.sql, needle, emitter)
        : variableNeedle(test, subject.sql, needle.sql, emitter);
    return valueFrom(text, 'bool', [subject, needle], false);
  }
  if (texts.length < test.needles.length) return separately(test, subject, emitter);
  const [single] = texts;
  const text =
    texts.length === 0
      ? test.quantifier === 'any'
        ? sql`false`
        : sql`true`
      : texts.length === 1 && single !== undefined
        ? oneNeedle(test, subject.sql, single, emitter)
        : manyNeedles(test, subject.sql, texts, emitter);
  return valueFrom(text, 'bool', [subject], false);
};

/** Needles of which some are known only at run time: one test each. */
const separately = (test: TextTest, subject: SqlValue, emitter: Emitter): SqlValue => {
  const values = test.needles.map(needle => textTest({ ...test, needles: [needle] }, emitter));
  const texts = values.map(value => value.sql);
  const all = sql`(${joined(texts, test.quantifier === 'any' ? sql` OR ` : sql` AND `)})`;
  return valueFrom(all, 'bool', [subject, ...values], false);
};
