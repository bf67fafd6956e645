/** `buildschema`: the smallest schema that admits all values (manual: buildschema). */
import { countedRows, type EmitCall } from './aggregate-parts.ts';
import { elementsOf, membersOf, typeName } from './dynamic.ts';
import { failIf } from './fail-if.ts';
import { once } from './once.ts';
import { identifier, joined, type Sql, sql } from './sql.ts';
import { valueFrom } from './value.ts';

/** How deep containers are followed: SQL has no recursion without rows. */
const MOST_LEVELS = 12;

/** The name under which a schema tells of an array's elements. */
const INDEXER = sql`'\`indexer\`'`;

const isContainer = (value: Sql): Sql => sql`JSONType(${value}) IN ('Object', 'Array')`;

/** The members of bags and the elements of arrays, as pairs of name and value. */
const pairsOf = (value: Sql): Sql =>
  sql`arrayConcat(${membersOf(value)}, arrayMap(e -> (${INDEXER}, e), ${elementsOf(value)}))`;

/** Each name once with the schema of its values. */
const container = (values: Sql, level: number): Sql => {
  const [m, k] = [identifier(`m${level}`), identifier(`k${level}`)];
  const members = sql`arrayFlatten(arrayMap(x -> ${pairsOf(sql`x`)}, ${values}))`;
  return once(m, members, all => {
    const named = sql`arrayMap(p -> p.2, arrayFilter(p -> p.1 = ${k}, ${all}))`;
    const texts = sql`arrayMap(${k} -> concat(toJSONString(${k}), ':', ${schemaOf(named, level + 1)}), arrayDistinct(arrayMap(p -> p.1, ${all})))`;
    return sql`concat('{', arrayStringConcat(${texts}, ','), '}')`;
  });
};

/** The names of the primitive types, then the container; an array where there are several. */
const schemaOf = (values: Sql, level: number): Sql =>
  once(identifier(`v${level}`), values, all => {
    const words = sql`arrayDistinct(arrayMap(x -> concat('"', ${typeName(sql`x`)}, '"'), arrayFilter(x -> NOT ${isContainer(sql`x`)}, ${all})))`;
    const containers = sql`arrayFilter(x -> ${isContainer(sql`x`)}, ${all})`;
    const deeper =
      level < MOST_LEVELS
        ? sql`if(empty(${containers}), [], [${container(containers, level)}])`
        : sql`if(${failIf(sql`notEmpty(${containers})`, sql`'buildschema() of values that are nested too deeply.'`)}, [''], [])`;
    const types = joined([words, deeper], sql`, `);
    return once(
      identifier(`t${level}`),
      sql`arrayConcat(${types})`,
      t => sql`if(length(${t}) = 1, ${t}[1], concat('[', arrayStringConcat(${t}, ','), ']'))`,
    );
  });

/** Null over no values. */
export const builtSchema: EmitCall = parts => {
  const text = parts.argument.sql;
  const condition = countedRows(parts);
  const first = sql`groupArrayIf(64)(${text}, ${condition})`;
  const values = sql`arrayDistinct(arrayConcat(${first}, groupUniqArrayIf(${text}, ${condition})))`;
  return valueFrom(sql`if(empty(${values}), '', ${schemaOf(values, 0)})`, 'dynamic', []);
};
