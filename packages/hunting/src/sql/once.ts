import { type Sql, sql } from './sql.ts';

/**
 * `write` over a value that it names several times: written and evaluated once. `name` must differ from the names around
 * it that `write` uses. The value may be NULL, what `write` gives may not.
 */
export const once = (name: Sql, value: Sql, write: (name: Sql) => Sql): Sql =>
  sql`arrayMap(${name} -> ${write(name)}, [${value}])[1]`;
