import type { BoundNode } from '../bind/bound-node.ts';
import { isTextual, type KustoType } from '../kusto-type.ts';
import { type Constant, type ConstantValue, constant } from '../plan/expression.ts';
import { readBool, readDecimal, readGuid, readInteger, readReal } from '../value/scalar-text.ts';
import { MAX_DATETIME_TICKS, parseDatetime, parseTimespan } from '../value/ticks.ts';
import { unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';

/** The text inside `datetime( … )`, or the text itself; quotes around it removed. */
const inner = (text: string): string => {
  const [, parenthesised] = /^[a-z_]+\s*\(([^]*)\)$/i.exec(text) ?? [];
  return (parenthesised ?? text).trim().replace(/^(["'])([^]*)\1$/, '$2');
};

/** A literal that is too large wraps as the engine wraps it. */
const readLong = (text: string): bigint | undefined => {
  const value = readInteger(text);
  return value === undefined ? undefined : BigInt.asIntN(64, value);
};

type Ends = Readonly<Record<'min' | 'max', ConstantValue>>;

const readers: Readonly<
  Record<Exclude<KustoType, 'string' | 'dynamic'>, (text: string) => ConstantValue | undefined>
> = {
  int: readLong,
  long: readLong,
  real: readReal,
  decimal: readDecimal,
  bool: readBool,
  datetime: parseDatetime,
  timespan: parseTimespan,
  guid: readGuid,
};

const LONG_ENDS: Ends = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** What `long(min)` and the like stand for. */
const ends: Partial<Readonly<Record<KustoType, Ends>>> = {
  int: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  long: LONG_ENDS,
  real: { min: -Number.MAX_VALUE, max: Number.MAX_VALUE },
  datetime: { min: 0n, max: MAX_DATETIME_TICKS },
  timespan: LONG_ENDS,
};

/** The types of literals where the service binds none, as in the defaults of `scan`. */
const TYPES: Readonly<Record<string, KustoType>> = {
  LongLiteralExpression: 'long',
  IntLiteralExpression: 'int',
  RealLiteralExpression: 'real',
  DecimalLiteralExpression: 'decimal',
  BooleanLiteralExpression: 'bool',
  DateTimeLiteralExpression: 'datetime',
  TimespanLiteralExpression: 'timespan',
  GuidLiteralExpression: 'guid',
  StringLiteralExpression: 'string',
};

/** Whether the node is `datetime()`, the time of the query (manual: datetime). */
export const isCurrentTime = (node: BoundNode): boolean =>
  node.kind === 'DateTimeLiteralExpression' && /^date(time)?\s*\(\s*\)$/i.test(node.text);

/**
 * The value of a literal. The service decodes strings; every other literal is read from its text, because the service
 * gets some of them wrong (`time(1.02:03:04)`, `0xff`, `real(nan)` in version 12.4.1).
 */
export const lowerLiteral = (node: BoundNode): Constant => {
  if (node.kind === 'NullLiteralExpression') return constant('dynamic', null);
  const type = scalarType(node.typeName || (TYPES[node.kind] ?? ''), node);
  if (type === 'dynamic') throw unsupported('A dynamic literal here', node);
  if (type === 'string') return constant(type, node.stringValue ?? '');
  const text = inner(node.text);
  if (text === '' || text.toLowerCase() === 'null') return constant(type, isTextual(type) ? '' : null);
  const value = text === 'min' || text === 'max' ? ends[type]?.[text] : readers[type](text);
  if (value === undefined) throw unsupported(`The ${type} literal ${node.text}`, node);
  return constant(type, value);
};
