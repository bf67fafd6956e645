/** Texts with an address and perhaps the length of a prefix, such as `10.0.0.0/8`, as numbers. */
import { type Sql, sql } from '../sql.ts';

/** How the addresses of one version are read: every piece of SQL is NULL for a text that is no address. */
export interface AddressFamily {
  readonly bits: Sql;
  /** The address without regard to its prefix. */
  readonly address: (text: Sql) => Sql;
  /** The length of the prefix, all bits where none is given. */
  readonly prefix: (text: Sql) => Sql;
  /** The first bits of an address, the others zero. */
  readonly masked: (address: Sql, prefix: Sql) => Sql;
}

const before = (text: Sql): Sql => sql`splitByChar('/', ${text})[1]`;

const suffix = (text: Sql, bits: Sql): Sql =>
  sql`multiIf(position(${text}, '/') = 0, toInt64(${bits}), toUInt8OrNull(splitByChar('/', ${text})[2]) <= ${bits}, toInt64(toUInt8OrNull(splitByChar('/', ${text})[2])), NULL)`;

export const ipv4: AddressFamily = {
  bits: sql`32`,
  address: text => sql`IPv4StringToNumOrNull(${before(text)})`,
  prefix: text => suffix(text, sql`32`),
  masked: (address, prefix) =>
    sql`toInt64(bitAnd(toUInt64(${address}), bitShiftLeft(toUInt64(4294967295), 32 - ${prefix})))`,
};

const ALL_ONES = sql`bitNot(toUInt128(0))`;

/** Addresses of version 4 count as mapped into version 6, their prefixes as 96 bits longer. */
export const ipv6: AddressFamily = {
  bits: sql`128`,
  address: text =>
    sql`reinterpretAsUInt128(reverse(IPv6StringToNumOrNull(if(position(${text}, ':::') = 0, ${before(text)}, ''))))`,
  prefix: text =>
    sql`if(isIPv4String(${before(text)}), 96 + ${suffix(text, sql`32`)}, ${suffix(text, sql`128`)})`,
  masked: (address, prefix) => sql`bitAnd(${address}, bitShiftLeft(${ALL_ONES}, 128 - ${prefix}))`,
};
