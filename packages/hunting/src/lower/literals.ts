import type { BoundNode } from '../bind/bound-node.ts';
import { isTextual, type KustoType } from '../kusto-type.ts';
import { type Constant, type ConstantValue, constant } from '../plan/expression.ts';
import { parseDatetime, parseTimespan } from '../value/ticks.ts';
import { unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';

/** The text inside `datetime( … )`, or the text itself; quotes around it removed. */
const inner = (text: string): string => {
  const [, parenthesised] = /^[a-z_]+\s*\(([^]*)\)$/i.exec(text) ?? [];
  return (parenthesised ?? text).trim().replace(/^(["'])([^]*)\1$/, '$2');
};

const readLong = (text: string): bigint => BigInt.asIntN(64, BigInt(text));

const readInteger = (text: string): bigint | undefined => {
  const [, sign = '', digits = ''] = /^([+-]?)\s*(0x[0-9a-f]+|\d+)$/i.exec(text) ?? [];
  if (digits === '') return undefined;
  return sign === '-' ? -readLong(digits) : readLong(digits);
};

const SPECIAL_REALS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  '+inf': Number.POSITIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

const readReal = (text: string): number | undefined => {
  const special = SPECIAL_REALS[text.toLowerCase()];
  if (special !== undefined) return special;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
};

const readBool = (text: string): boolean | undefined =>
  /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined;

const GUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

const readGuid = (text: string): string | undefined =>
  GUID.test(text)
    ? text
        .replaceAll('-', '')
        .toLowerCase()
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : undefined;

const readers: Readonly<
  Record<Exclude<KustoType, 'string' | 'dynamic'>, (text: string) => ConstantValue | undefined>
> = {
  int: readInteger,
  long: readInteger,
  real: readReal,
  bool: readBool,
  datetime: parseDatetime,
  timespan: parseTimespan,
  guid: readGuid,
};

/**
 * The value of a literal. The service decodes strings; every other literal is read from its text, because the service
 * gets some of them wrong (`time(1.02:03:04)`, `0xff`, `real(nan)` in version 12.4.1).
 */
export const lowerLiteral = (node: BoundNode): Constant => {
  if (node.kind === 'NullLiteralExpression') return constant('dynamic', null);
  const type = scalarType(node.typeName, node);
  if (type === 'dynamic') throw unsupported('A dynamic literal here', node);
  if (type === 'string') return constant(type, node.stringValue ?? '');
  const text = inner(node.text);
  if (text === '' || text.toLowerCase() === 'null') return constant(type, isTextual(type) ? '' : null);
  const value = readers[type](text);
  if (value === undefined) throw unsupported(`The ${type} literal ${node.text}`, node);
  return constant(type, value);
};
