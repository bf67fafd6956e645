import { bagJson, elementsOf, elementText, membersOf, textsOf, toElement } from '../dynamic.ts';
import { once } from '../once.ts';
import { joined, list, type Sql, sql } from '../sql.ts';
import { type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;

const isBag = (dynamic: Sql): Sql => sql`JSONType(${dynamic}) = 'Object'`;

/** The key and value of a bag's member as JSON. */
const member = (key: Sql, value: Sql): Sql => sql`concat(toJSONString(${key}), ':', ${value})`;

const pack: EmitFunction = (given, { type }) => {
  const members = given.flatMap((key, index) => {
    const value = given[index + 1];
    return index % 2 === 0 && value ? [member(key.sql, toElement(value))] : [];
  });
  if (members.length === 0) return valueFrom(sql`'{}'`, type, []);
  return valueFrom(sql`concat('{', ${joined(members, sql`, ',', `)}, '}')`, type, given);
};

/** Pairs of which those without a value are left out. */
const packKnown: EmitFunction = (given, { type }) => {
  const members = given.flatMap((key, index) => {
    const value = given[index + 1];
    if (index % 2 === 1 || !value) return [];
    const json = toElement(value);
    return [sql`if(${json} IN ('null', '""'), '', ${member(key.sql, json)})`];
  });
  return valueFrom(
    sql`concat('{', arrayStringConcat(arrayFilter(m -> m != '', [${list(members)}]), ','), '}')`,
    type,
    given,
  );
};

/** Of equal keys the first wins (reference: kql, section 6, 41); what is no bag adds nothing. */
const merge: EmitFunction = (given, { type }) => {
  const all = sql`arrayConcat(${list(given.map(({ sql: bag }) => membersOf(bag)))})`;
  const firsts = sql`arrayFilter((m, n) -> n = 1, ${all}, arrayEnumerateUniq(arrayMap(m -> m.1, ${all})))`;
  const any = joined(
    given.map(({ sql: bag }) => isBag(bag)),
    sql` OR `,
  );
  return valueFrom(sql`if(${any}, ${bagJson(firsts)}, '')`, type, given);
};

const removeKeys = simple(
  (bag = none, keys = none) =>
    sql`if(${isBag(bag)}, ${bagJson(sql`arrayFilter(m -> NOT has(${textsOf(keys)}, m.1), ${membersOf(bag)})`)}, '')`,
);

/** The value takes the place of the one that the key has, or comes last. */
const setKey: EmitFunction = ([bag, key, value], { type }) => {
  if (!bag || !key || !value) return valueFrom(none, type, []);
  const pair = sql`(${key.sql}, ${toElement(value)})`;
  const replaced = sql`arrayMap(m -> if(m.1 = ${key.sql}, ${pair}, m), ${membersOf(bag.sql)})`;
  const isThere = sql`JSONHas(${bag.sql}, ${key.sql})`;
  const members = sql`if(${isThere}, ${replaced}, arrayPushBack(${membersOf(bag.sql)}, ${pair}))`;
  return valueFrom(sql`if(${isBag(bag.sql)}, ${bagJson(members)}, '')`, type, [bag, key, value]);
};

const hasKey: EmitFunction = ([bag, ...path], { type }) => {
  if (!bag) return valueFrom(sql`false`, type, []);
  const steps: readonly SqlValue[] = path;
  return valueFrom(
    sql`(${isBag(bag.sql)} AND JSONHas(${list([bag.sql, ...steps.map(step => step.sql)])}) = 1)`,
    type,
    [bag, ...path],
    false,
  );
};

/** Keys that are no texts are left out with their values; missing values are null. */
const zip = simple((keys = none, values = none) => {
  const pairs = once(sql`e`, elementsOf(keys), e => {
    const filled = sql`arrayResize(${elementsOf(values)}, length(${e}), 'null')`;
    const named = sql`arrayFilter((k, v) -> startsWith(k, '"'), ${e}, ${filled})`;
    const wanted = sql`arrayFilter((v, k) -> startsWith(k, '"'), ${filled}, ${e})`;
    return sql`arrayMap((k, v) -> (${elementText(sql`k`)}, v), ${named}, ${wanted})`;
  });
  return sql`if(JSONType(${keys}) = 'Array', ${bagJson(pairs)}, '')`;
});

export const bags = {
  bag_pack: pack,
  bag_pack_known: packKnown,
  bag_merge: merge,
  bag_remove_keys: removeKeys,
  bag_set_key: setKey,
  bag_has_key: hasKey,
  bag_zip: zip,
} satisfies Record<string, EmitFunction>;
