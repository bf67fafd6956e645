/** The 64-bit xxHash of a value, as the service takes it (manual: hash, hll). */
import { type Sql, sql } from './sql.ts';
import { plain, type SqlValue } from './value.ts';

/** The bytes that are hashed: UTF-8 of texts, eight bytes of numbers, lowest first, whatever their type's width. */
const bytesOf = (value: SqlValue): Sql => {
  const text = plain(value);
  switch (value.type) {
    case 'string':
    case 'guid':
    case 'dynamic':
      return text;
    case 'decimal':
      return sql`toString(${text})`;
    case 'int':
    case 'bool':
      return sql`reinterpretAsFixedString(toInt64(${text}))`;
    default:
      return sql`reinterpretAsFixedString(${text})`;
  }
};

/** The hash as an unsigned number; null where the value is. */
export const hashBits = (value: SqlValue): Sql => sql`xxHash64(${bytesOf(value)})`;
