import { isTextual, type KustoType } from '../../kusto-type.ts';
import { failIf } from '../fail-if.ts';
import { joined, list, type Sql, sql } from '../sql.ts';
import { isTime, nullOf, plain, type SqlValue, sqlType, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

const isText = (type: KustoType): boolean => isTextual(type) || type === 'dynamic';

/** A branch in the exact type of the result, so that the engine finds no common supertype of its own. */
const branch = (value: SqlValue, type: KustoType): Sql =>
  isText(type) ? value.sql : sql`CAST(${plain(value)}, 'Nullable(${sqlType(type)})')`;

/** A condition that is null does not hold (reference: kql, section 6, 3). */
const holds = (value: SqlValue): Sql => (value.nullable ? sql`ifNull(${value.sql}, false)` : value.sql);

const caseOf: EmitFunction = (given, { type }) => {
  const arms = given.map((value, index) =>
    index % 2 === 0 && index < given.length - 1 ? holds(value) : branch(value, type),
  );
  return valueFrom(sql`multiIf(${list(arms)})`, type, given, true);
};

const isNull = (value: SqlValue): Sql => {
  if (value.type === 'string') return sql`false`;
  if (value.type === 'datetime' && !value.stored) return sql`(NOT ifNull(${isTime(value.sql)}, false))`;
  if (value.type === 'guid') return sql`(${value.sql} = '')`;
  return value.type === 'dynamic' ? sql`(${value.sql} IN ('', 'null'))` : sql`isNull(${value.sql})`;
};

/** The first value that is there: text that is not empty, anything else that is not null. */
const coalesce: EmitFunction = (given, { type }) => {
  if (!isText(type)) {
    const values = given.map(value => branch(value, type));
    return valueFrom(
      sql`coalesce(${list(values)})`,
      type,
      given,
      given.every(value => value.nullable),
    );
  }
  const arms = given.slice(0, -1).map(value => sql`${value.sql} NOT IN ('', 'null'), ${value.sql}`);
  const texts = given.slice(0, -1).map(value => sql`${value.sql} != '', ${value.sql}`);
  const last = given.at(-1)?.sql ?? nullOf(type);
  return valueFrom(sql`multiIf(${list([...(type === 'dynamic' ? arms : texts), last])})`, type, given);
};

/** The larger or smaller of several; a null among them is passed over. */
const extreme =
  (name: Sql): EmitFunction =>
  (given, { type }) => {
    const values = given.map(plain);
    const known = sql`arrayFilter(x -> isNotNull(x), [${joined(values, sql`, `)}])`;
    if (isText(type)) return valueFrom(sql`${name}([${list(values)}])`, type, given);
    const best = sql`if(empty(${known}), NULL, ${name}(${known}))`;
    return valueFrom(sql`CAST(${best}, 'Nullable(${sqlType(type)})')`, type, given);
  };

/** True, or the end of the run with a message (manual: assert). */
const assertion: EmitFunction = ([condition, message], { type }) => {
  const fails = condition ? failIf(sql`NOT ${holds(condition)}`, message?.sql ?? sql`''`) : sql`false`;
  return valueFrom(sql`(NOT ${fails})`, type, []);
};

export const conditions = {
  assert: assertion,
  not: ([value], { type }) =>
    value ? valueFrom(sql`(NOT ${value.sql})`, type, [value]) : valueFrom(nullOf(type), type, []),
  iff: caseOf,
  case: caseOf,
  coalesce,
  isnull: ([value], { type }) =>
    value ? valueFrom(isNull(value), type, [value], false) : valueFrom(sql`true`, type, []),
  isempty: ([value], { type }) => {
    if (!value) return valueFrom(sql`true`, type, []);
    if (isTextual(value.type)) return valueFrom(sql`(${value.sql} = '')`, type, [value], false);
    // An empty text is empty in a dynamic value too.
    if (value.type === 'dynamic') return valueFrom(sql`(${value.sql} IN ('', '""'))`, type, [value], false);
    return valueFrom(isNull(value), type, [value], false);
  },
  max_of: extreme(sql`arrayMax`),
  min_of: extreme(sql`arrayMin`),
} satisfies Record<string, EmitFunction>;
