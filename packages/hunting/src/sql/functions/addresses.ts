import { arrayJson, textsOf } from '../dynamic.ts';
import { joined, type Sql, sql } from '../sql.ts';
import { nullOf, plain, type SqlValue, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { type AddressFamily, ipv4, ipv6 } from './networks.ts';

const none = sql`''`;

/** The smallest of the prefixes of both texts and of the one that was asked for. */
const sharedPrefix = (family: AddressFamily, one: Sql, other: Sql, wanted: Sql | undefined): Sql => {
  const prefixes = [family.prefix(one), family.prefix(other), wanted ?? family.bits];
  return sql`arrayMin([${joined(prefixes, sql`, `)}])`;
};

/** NULL where one of the texts is no address or the asked prefix is no length. */
const isKnown = (family: AddressFamily, texts: readonly Sql[], wanted: Sql | undefined): Sql => {
  const tests = texts.map(
    text => sql`isNotNull(${family.address(text)}) AND isNotNull(${family.prefix(text)})`,
  );
  const length = wanted ? [sql`${wanted} BETWEEN 0 AND ${family.bits}`] : [];
  return joined([...tests, ...length], sql` AND `);
};

/** -1, 0 or 1 by the bits that count. */
const order = (family: AddressFamily, one: Sql, other: Sql, wanted: Sql | undefined): Sql => {
  const prefix = sql`assumeNotNull(${sharedPrefix(family, one, other, wanted)})`;
  const [left, right] = [one, other].map(text =>
    family.masked(sql`assumeNotNull(${family.address(text)})`, prefix),
  );
  const compared = sql`multiIf(${left ?? none} < ${right ?? none}, -1, ${left ?? none} > ${right ?? none}, 1, 0)`;
  return sql`if(${isKnown(family, [one, other], wanted)}, ${compared}, NULL)`;
};

const compare = (family: AddressFamily): EmitFunction =>
  simple(
    (one = none, other = none, wanted?: Sql) => sql`toInt64(${order(family, one, other, wanted)})`,
    true,
  );

const isMatch = (family: AddressFamily): EmitFunction =>
  simple((one = none, other = none, wanted?: Sql) => sql`(${order(family, one, other, wanted)} = 0)`, true);

/** Elements of one dynamic array, or the arguments themselves. */
const textsAmong = (given: readonly SqlValue[]): Sql => {
  const arrays = given.map(
    ({ sql: json }) => sql`if(JSONType(${json}) = 'Array', ${textsOf(json)}, [JSONExtractString(${json})])`,
  );
  return sql`arrayConcat(${joined(arrays, sql`, `)})`;
};

/** Whether the address is in one of the ranges; null when the address is none. */
const isInAny =
  (family: AddressFamily): EmitFunction =>
  ([address, ...ranges], { type }) => {
    if (!address) return valueFrom(nullOf(type), type, [], true);
    const test = sql`arrayExists(r -> ifNull(${order(family, address.sql, sql`r`, undefined)} = 0, false), ${textsAmong(ranges)})`;
    const isAddress = isKnown(family, [address.sql], undefined);
    return valueFrom(sql`if(${isAddress}, ${test}, NULL)`, type, [address, ...ranges], true);
  };

/** The first address and the prefix of the ranges for private networks (RFC 1918). */
const PRIVATE = [
  [sql`167772160`, sql`8`],
  [sql`2886729728`, sql`12`],
  [sql`3232235520`, sql`16`],
] as const;

const isPrivate = simple((text = none) => {
  const tests = PRIVATE.map(
    ([first, prefix]) =>
      sql`(${ipv4.prefix(text)} >= ${prefix} AND ${ipv4.masked(ipv4.address(text), prefix)} = ${first})`,
  );
  return sql`if(${isKnown(ipv4, [text], undefined)}, ${joined(tests, sql` OR `)}, NULL)`;
}, true);

/** An address given as text or number, and its own prefix. */
const addressAndPrefix = (value: SqlValue): { readonly address: Sql; readonly prefix: Sql } =>
  value.type === 'string'
    ? { address: ipv4.address(value.sql), prefix: ipv4.prefix(value.sql) }
    : { address: sql`accurateCastOrNull(${plain(value)}, 'UInt32')`, prefix: sql`32` };

const format =
  (write: (address: Sql, prefix: Sql) => Sql): EmitFunction =>
  (given, { type }) => {
    const [value, wanted] = given;
    if (!value) return valueFrom(none, type, []);
    const { address, prefix } = addressAndPrefix(value);
    const length = wanted ? sql`greatest(least(${prefix}, ${plain(wanted)}), 0)` : prefix;
    const inRange = wanted ? sql` AND ${plain(wanted)} BETWEEN 0 AND 32` : sql``;
    const kept = sql`toUInt32(${ipv4.masked(sql`assumeNotNull(${address})`, sql`assumeNotNull(${length})`)})`;
    const isThere = sql`isNotNull(${address}) AND isNotNull(${length})${inRange}`;
    return valueFrom(sql`ifNull(if(${isThere}, ${write(kept, length)}, ''), '')`, type, given);
  };

const BOUNDARY_BEFORE = sql`'(?:^|[^\\\\p{L}\\\\p{N}])'`;
const BOUNDARY_AFTER = sql`'(?:$|[^\\\\p{L}\\\\p{N}])'`;
const OCTET = sql`'(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])'`;

const hasAddress = (text: Sql, address: Sql): Sql =>
  sql`(isIPv4String(${address}) AND match(${text}, concat(${BOUNDARY_BEFORE}, regexpQuoteMeta(${address}), ${BOUNDARY_AFTER})))`;

/** A prefix ends with a dot or is a whole address; what follows it must make an address. */
const hasPrefix = (text: Sql, prefix: Sql): Sql => {
  const dots = sql`length(extractAll(${prefix}, '[.]'))`;
  const rest = sql`arrayStringConcat(arrayMap(i -> ${OCTET}, range(toUInt64(greatest(4 - ${dots}, 0)))), '[.]')`;
  const isPrefix = sql`match(${prefix}, concat('^(?:', ${OCTET}, '[.]){1,3}$'))`;
  const pattern = sql`concat(${BOUNDARY_BEFORE}, regexpQuoteMeta(${prefix}), ${rest}, ${BOUNDARY_AFTER})`;
  return sql`if(${isPrefix}, match(${text}, ${pattern}), ${hasAddress(text, prefix)})`;
};

const hasAny =
  (test: (text: Sql, wanted: Sql) => Sql): EmitFunction =>
  ([text, ...wanted], { type }) =>
    valueFrom(
      sql`arrayExists(w -> ${test(text?.sql ?? none, sql`w`)}, ${textsAmong(wanted)})`,
      type,
      wanted,
      false,
    );

const hextets = (address: Sql): Sql =>
  sql`arrayStringConcat(arrayMap(i -> substring(leftPad(lower(hex(${address})), 32, '0'), 1 + 4 * i, 4), range(8)), ':')`;

/** Eight groups of four hexadecimal digits; empty when the text is no address. */
const fullIpv6 = (text: Sql, wanted: Sql | undefined): Sql => {
  const prefix = wanted ? sql`least(${ipv6.prefix(text)}, ${wanted})` : ipv6.prefix(text);
  const address = ipv6.masked(sql`assumeNotNull(${ipv6.address(text)})`, sql`assumeNotNull(${prefix})`);
  return sql`ifNull(if(${isKnown(ipv6, [text], wanted)}, ${hextets(address)}, ''), '')`;
};

/**
 * The fewest networks that are a range of addresses: again and again the largest one that begins where the last one ended and does not
 * reach too far. A range has at most 62 of them.
 */
const cidrList = (from: Sql, to: Sql): Sql => {
  const aligned = sql`if(s.1 = 0, 32, bitCount(bitXor(toUInt64(s.1), toUInt64(s.1 - 1))) - 1)`;
  const fitting = sql`toInt64(floor(log2(${to} - s.1 + 1)))`;
  const network = sql`concat(IPv4NumToString(toUInt32(s.1)), '/', toString(32 - b))`;
  const next = sql`arrayMap(b -> (s.1 + bitShiftLeft(toInt64(1), b), arrayPushBack(s.2, ${network})), [toInt64(least(${aligned}, ${fitting}))])[1]`;
  const start = sql`(${from}, CAST([], 'Array(String)'))`;
  return sql`arrayFold((s, i) -> if(s.1 > ${to}, s, ${next}), range(64), ${start}).2`;
};

const rangeToCidrList = simple((from = none, to = none) => {
  const ends = [from, to].map(text => sql`toInt64(assumeNotNull(${ipv4.address(text)}))`);
  const networks = arrayJson(
    sql`arrayMap(n -> toJSONString(n), ${cidrList(ends[0] ?? none, ends[1] ?? none)})`,
  );
  return sql`if(isNotNull(${ipv4.address(from)}) AND isNotNull(${ipv4.address(to)}), ${networks}, '')`;
});

export const addresses = {
  ipv4_range_to_cidr_list: rangeToCidrList,
  parse_ipv4: simple(
    (text = none) =>
      sql`if(${isKnown(ipv4, [text], undefined)}, ${ipv4.masked(ipv4.address(text), ipv4.prefix(text))}, NULL)`,
    true,
  ),
  parse_ipv4_mask: simple(
    (text = none, prefix = sql`32`) =>
      sql`if(${isKnown(ipv4, [text], prefix)}, ${ipv4.masked(ipv4.address(text), sql`least(${ipv4.prefix(text)}, ${prefix})`)}, NULL)`,
    true,
  ),
  ipv4_compare: compare(ipv4),
  ipv4_is_match: isMatch(ipv4),
  ipv4_is_in_range: isMatch(ipv4),
  ipv4_is_in_any_range: isInAny(ipv4),
  ipv4_is_private: isPrivate,
  ipv4_netmask_suffix: simple(
    (text = none) => sql`if(isNotNull(${ipv4.address(text)}), ${ipv4.prefix(text)}, NULL)`,
    true,
  ),
  format_ipv4: format(address => sql`IPv4NumToString(${address})`),
  format_ipv4_mask: format(
    (address, prefix) => sql`concat(IPv4NumToString(${address}), '/', toString(${prefix}))`,
  ),
  has_ipv4: simple((text = none, address = none) => hasAddress(text, address)),
  has_any_ipv4: hasAny(hasAddress),
  has_ipv4_prefix: simple((text = none, prefix = none) => hasPrefix(text, prefix)),
  has_any_ipv4_prefix: hasAny(hasPrefix),
  parse_ipv6: simple((text = none) => fullIpv6(text, undefined)),
  parse_ipv6_mask: simple((text = none, prefix = sql`128`) => fullIpv6(text, prefix)),
  ipv6_compare: compare(ipv6),
  ipv6_is_match: isMatch(ipv6),
  ipv6_is_in_range: isMatch(ipv6),
  ipv6_is_in_any_range: isInAny(ipv6),
} satisfies Record<string, EmitFunction>;
