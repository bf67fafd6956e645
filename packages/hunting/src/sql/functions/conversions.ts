import type { Call } from '../../plan/expression.ts';
import {
  datetimeText,
  jsonPath,
  numberAt,
  parseJson,
  realText,
  textAt,
  timespanText,
  toJson,
  wholeText,
} from '../dynamic.ts';
import type { Emitter } from '../emitter.ts';
import { type Sql, sql } from '../sql.ts';
import { nullOf, plain, type SqlValue, sqlType, valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';
import { ticksFromSpan } from './span-text.ts';

const only =
  (convert: (value: SqlValue, call: Call, emitter: Emitter) => SqlValue): EmitFunction =>
  ([value], call, emitter) =>
    value ? convert(value, call, emitter) : valueFrom(nullOf(call.type), call.type, []);

const scalarText = (value: SqlValue): Sql => {
  const text = plain(value);
  switch (value.type) {
    case 'real':
      return realText(text);
    case 'bool':
      return sql`transform(toInt8(${text}), [1, 0], ['True', 'False'], '')`;
    case 'datetime':
      return datetimeText(value);
    case 'timespan':
      return timespanText(text);
    default:
      return sql`toString(${text})`;
  }
};

const toText = (value: SqlValue, { arguments: [argument] }: Call, emitter: Emitter): SqlValue => {
  if (value.type === 'string' || value.type === 'guid') return { ...value, type: 'string' };
  if (argument?.kind === 'dynamic-path') {
    const steps = argument.steps.map(step => emitter.value(step));
    const base = emitter.value(argument.value);
    return valueFrom(textAt(jsonPath(base.members ?? base.sql, steps)), 'string', [base, ...steps]);
  }
  if (value.type === 'dynamic') return valueFrom(wholeText(value.sql), 'string', [value]);
  const text = scalarText(value);
  return valueFrom(value.nullable ? sql`ifNull(${text}, '')` : text, 'string', [value]);
};

/** Digits, or `0x` and hex digits: the engine's own conversion knows no hex. */
const integerFromText = (text: Sql, bits: Sql): Sql =>
  sql`if(match(${text}, '^0[xX][0-9a-fA-F]{1,16}$'), accurateCastOrNull(reinterpretAsInt64(reverse(unhex(leftPad(substring(${text}, 3), 16, '0')))), '${bits}'), accurateCastOrNull(toInt64OrNull(${text}), '${bits}'))`;

/** Cut towards zero; what does not fit is null. */
const integerFromReal = (real: Sql, bits: Sql): Sql => sql`accurateCastOrNull(trunc(${real}), '${bits}')`;

/** How a number type is read from each of the forms that a dynamic value may have. */
interface NumberReader {
  readonly fromText: (text: Sql) => Sql;
  readonly fromReal: (real: Sql) => Sql;
  readonly fromLong: (long: Sql) => Sql;
}

const integerReader = (bits: Sql): NumberReader => ({
  fromText: text => integerFromText(text, bits),
  fromReal: real => sql`if(isNull(${real}), NULL, ${integerFromReal(real, bits)})`,
  fromLong: long => sql`accurateCastOrNull(${long}, '${bits}')`,
});

const realReader: NumberReader = {
  fromText: text => sql`toFloat64OrNull(${text})`,
  fromReal: real => real,
  fromLong: long => sql`toFloat64(${long})`,
};

const toInteger =
  ({ fromText, fromReal, fromLong }: NumberReader) =>
  (value: SqlValue, { type }: Call): SqlValue => {
    const text = plain(value);
    switch (value.type) {
      case 'string':
      case 'guid':
        return valueFrom(fromText(text), type, [value], true);
      case 'real':
        return valueFrom(fromReal(text), type, [value], true);
      case 'dynamic':
        return valueFrom(numberAt(text, fromText, fromReal, fromLong), type, [value], true);
      case 'decimal':
        return valueFrom(
          fromLong(sql`if(abs(${text}) < 9223372036854775807, toInt64(${text}), NULL)`),
          type,
          [value],
          true,
        );
      case type:
        return value;
      default:
        return valueFrom(fromLong(sql`toInt64(${text})`), type, [value], true);
    }
  };

const toReal = (value: SqlValue, { type }: Call): SqlValue => {
  const text = plain(value);
  const { fromText, fromReal, fromLong } = realReader;
  if (value.type === 'string' || value.type === 'guid') return valueFrom(fromText(text), type, [value], true);
  if (value.type === 'dynamic')
    return valueFrom(numberAt(text, fromText, fromReal, fromLong), type, [value], true);
  // By its digits: the engine's own conversion is off by a bit.
  if (value.type === 'decimal') return valueFrom(fromText(sql`toString(${text})`), type, [value], true);
  return valueFrom(fromLong(text), type, [value]);
};

const toDecimal = (value: SqlValue, { type }: Call): SqlValue => {
  const text = plain(value);
  if (value.type === 'decimal') return value;
  if (value.type === 'int' || value.type === 'long')
    return valueFrom(sql`toDecimal256(${text}, 34)`, type, [value]);
  const spelled = value.type === 'dynamic' ? textAt(jsonPath(value.sql, [])) : sql`toString(${text})`;
  return valueFrom(sql`toDecimal256OrNull(${spelled}, 34)`, type, [value], true);
};

const boolFromText = (text: Sql): Sql =>
  sql`transform(lower(${text}), ['true', 'false', '1', '0'], [true, false, true, false], NULL)`;

const isNotZero = (number: Sql): Sql => sql`(${number} != 0)`;

const toBool = (value: SqlValue, { type }: Call): SqlValue => {
  const text = plain(value);
  if (value.type === 'bool') return value;
  if (value.type === 'string' || value.type === 'guid')
    return valueFrom(boolFromText(text), type, [value], true);
  if (value.type !== 'dynamic') return valueFrom(sql`(${text} != 0)`, type, [value]);
  return valueFrom(numberAt(text, boolFromText, isNotZero, isNotZero), type, [value], true);
};

/** A weekday, and a year of two digits after the name of a month (RFC 822, RFC 850). */
const NAMED_MONTH = sql`'^(?:[A-Za-z]+, *)?([0-9]{1,2})[ -]([A-Za-z]{3})[ -]([0-9]{2}) '`;

/**
 * What the engine would read as a time and the language does not: other digits than a year's (seconds since 1970), a clock alone
 * (today), a number (a day of this year), a thirteenth month, an hour or minute that no clock shows.
 */
const NO_TIME = sql`'^[0-9]+(?:[.][0-9]+)?$|^[0-9]{1,2}:|^(?:1[3-9]|[2-9][0-9])/|[T ](?:2[4-9]|[3-9][0-9]):|:[6-9][0-9]'`;

/** A text as a point in time, in ticks; null when it is none. Digits alone are a year. With slashes the month comes first. */
const ticksFromText = (text: Sql): Sql => {
  const date = sql`multiIf(match(${text}, '^[0-9]{4}$'), concat(${text}, '-01-01'), match(${text}, ${NO_TIME}), '', replaceRegexpOne(${text}, ${NAMED_MONTH}, '\\1 \\2 20\\3 '))`;
  return sql`(reinterpret(parseDateTime64BestEffortUSOrNull(${date}, 7, 'UTC'), 'Int64') + 621355968000000000)`;
};

const toDatetime = (value: SqlValue, { type }: Call): SqlValue => {
  if (value.type === 'datetime') return value;
  if (value.type === 'string') return valueFrom(ticksFromText(value.sql), type, [value], true);
  if (value.type === 'dynamic')
    return valueFrom(ticksFromText(textAt(jsonPath(value.sql, []))), type, [value], true);
  return valueFrom(plain(value), type, [value]);
};

const toTimespan = (value: SqlValue, { type }: Call, { parameters }: Emitter): SqlValue => {
  if (value.type === 'timespan') return value;
  if (value.type === 'string') return valueFrom(ticksFromSpan(value.sql, parameters), type, [value], true);
  if (value.type === 'dynamic')
    return valueFrom(ticksFromSpan(textAt(jsonPath(value.sql, [])), parameters), type, [value], true);
  return valueFrom(sql`CAST(${plain(value)}, 'Nullable(${sqlType(type)})')`, type, [value]);
};

/** With its dashes or without, in braces or not. */
const GUID = sql`'^[{(]?([0-9a-fA-F]{8})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{12})[)}]?$'`;

const toGuid = (value: SqlValue, call: Call, emitter: Emitter): SqlValue => {
  const text = toText(value, call, emitter).sql;
  return valueFrom(sql`lower(arrayStringConcat(extractGroups(${text}, ${GUID}), '-'))`, 'guid', [value]);
};

export const conversions = {
  tostring: only(toText),
  toint: only(toInteger(integerReader(sql`Int32`))),
  tolong: only(toInteger(integerReader(sql`Int64`))),
  todouble: only(toReal),
  todecimal: only(toDecimal),
  tobool: only(toBool),
  todatetime: only(toDatetime),
  totimespan: only(toTimespan),
  toguid: only(toGuid),
  todynamic: only(toJson),
  parse_json: only(value => ({ ...valueFrom(parseJson(value.sql), 'dynamic', [value]), members: value.sql })),
} satisfies Record<string, EmitFunction>;
