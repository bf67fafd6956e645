/** Functions that change a bag at a path: each bag on the way is read once and written anew. */
import { bagJson, membersOf, toElement } from '../dynamic.ts';
import { once } from '../once.ts';
import { identifier, type Sql, sql } from '../sql.ts';
import { valueFrom } from '../value.ts';
import type { EmitFunction } from './emit-function.ts';

const none = sql`''`;

const isBag = (dynamic: Sql): Sql => sql`JSONType(${dynamic}) = 'Object'`;

/** The bag with what `write` makes of the member at `key`; a key that is not there comes last. */
const changed = (bag: Sql, key: Sql, write: (member: Sql) => Sql, depth: number): Sql => {
  const pair = identifier(`pair${depth}`);
  const value = write(sql`JSONExtractRaw(${bag}, ${key})`);
  const put = (p: Sql): Sql => {
    const replaced = sql`arrayMap(m -> if(m.1 = ${key}, ${p}, m), ${membersOf(bag)})`;
    return bagJson(sql`if(JSONHas(${bag}, ${key}), ${replaced}, arrayPushBack(${membersOf(bag)}, ${p}))`);
  };
  return once(pair, sql`(${key}, ${value})`, put);
};

/** Bags that are not there are made; what is no bag gives way to one. */
const setAt = (bag: Sql, [key, ...rest]: readonly Sql[], value: Sql): Sql => {
  if (!key) return value;
  const name = identifier(`bag${rest.length}`);
  const write = (member: Sql): Sql =>
    rest.length === 0 ? value : setAt(sql`if(${isBag(member)}, ${member}, '{}')`, rest, value);
  return once(name, bag, b => changed(b, key, write, rest.length));
};

/** `bag_set_path(bag, value, key, …)`. */
const setPath: EmitFunction = ([bag, value, ...keys], { type }) => {
  if (!bag || !value) return valueFrom(none, type, []);
  const steps = keys.map(key => key.sql);
  return valueFrom(sql`if(${isBag(bag.sql)}, ${setAt(bag.sql, steps, toElement(value))}, '')`, type, [
    bag,
    value,
    ...keys,
  ]);
};

/** What lies at the path stays away; where the path leads nowhere the bag is what it was. */
const without = (bag: Sql, [key, ...rest]: readonly Sql[]): Sql => {
  if (!key) return bag;
  const name = identifier(`bag${rest.length}`);
  return once(name, bag, b => {
    const inner = sql`JSONExtractRaw(${b}, ${key})`;
    const removed =
      rest.length === 0
        ? bagJson(sql`arrayFilter(m -> m.1 != ${key}, ${membersOf(b)})`)
        : changed(b, key, member => without(member, rest), rest.length);
    return rest.length === 0 ? removed : sql`if(${isBag(inner)}, ${removed}, ${b})`;
  });
};

/** `bag_remove_path(bag, key, …)`. */
const removePath: EmitFunction = ([bag, ...keys], { type }) => {
  if (!bag) return valueFrom(none, type, []);
  const steps = keys.map(key => key.sql);
  return valueFrom(sql`if(${isBag(bag.sql)}, ${without(bag.sql, steps)}, '')`, type, [bag, ...keys]);
};

export const bagPaths = {
  bag_set_path: setPath,
  bag_remove_path: removePath,
} satisfies Record<string, EmitFunction>;
