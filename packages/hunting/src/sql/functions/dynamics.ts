import { arrayJson, elementText, plainElements, toElement, typeName } from '../dynamic.ts';
import { joinedTexts } from '../joined-texts.ts';
import { list, type Sql, sql } from '../sql.ts';
import { plain, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;

const isArray = (dynamic: Sql): Sql => sql`JSONType(${dynamic}) = 'Array'`;

const packArray: EmitFunction = (given, { type }) =>
  valueFrom(given.length > 0 ? arrayJson(sql`[${list(given.map(toElement))}]`) : sql`'[]'`, type, given);

const strcatArray: EmitFunction = ([array, delimiter], { type, arguments: [, written] }) => {
  if (!array || !delimiter) return valueFrom(none, type, []);
  // A null is a text of nothing, as it is everywhere.
  const texts = sql`arrayMap(x -> if(x = '', '', ${elementText(sql`x`)}), ${plainElements(array.sql)})`;
  return valueFrom(joinedTexts(texts, delimiter.sql, written), type, [array, delimiter]);
};

const SCALAR_TYPES: Readonly<Record<string, Sql>> = {
  string: sql`'string'`,
  int: sql`'int'`,
  long: sql`'long'`,
  real: sql`'real'`,
  decimal: sql`'decimal'`,
  bool: sql`'bool'`,
  datetime: sql`'datetime'`,
  timespan: sql`'timespan'`,
};

const gettype: EmitFunction = ([value], { type }) => {
  if (!value) return valueFrom(sql`'null'`, type, []);
  const scalar = SCALAR_TYPES[value.type];
  if (value.type === 'guid') return valueFrom(sql`if(${value.sql} = '', 'null', 'guid')`, type, [value]);
  if (!scalar) return valueFrom(typeName(value.sql), type, [value]);
  return valueFrom(value.nullable ? sql`if(isNull(${plain(value)}), 'null', ${scalar})` : scalar, type, [
    value,
  ]);
};

export const dynamics = {
  array_length: simple(
    (array = none) => sql`if(${isArray(array)}, toInt64(JSONLength(${array})), NULL)`,
    true,
  ),
  bag_keys: simple((bag = none) => {
    const keys = arrayJson(sql`arrayMap(x -> toJSONString(x), JSONExtractKeys(${bag}))`);
    return sql`if(JSONType(${bag}) = 'Object', ${keys}, '')`;
  }),
  pack_array: packArray,
  strcat_array: strcatArray,
  gettype,
} satisfies Record<string, EmitFunction>;
