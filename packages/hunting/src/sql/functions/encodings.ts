import { arrayJson, elementsOf } from '../dynamic.ts';
import { hashBits } from '../hash.ts';
import { once } from '../once.ts';
import { type Sql, sql } from '../sql.ts';
import { plain, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const none = sql`''`;
const nothing = sql`NULL`;

/** By way of digits: a text that a function of places names besides would be copied for each of them. */
const bytesOf = (text: Sql): Sql => sql`arrayMap(h -> unhex(h), extractAll(hex(${text}), '..'))`;

/** Every byte outside the unreserved ones as `%hh`, in lower case; a space as `space` (manual: url_encode). */
const percentEncoded = (text: Sql, space: Sql): Sql =>
  sql`arrayStringConcat(arrayMap(b -> multiIf(match(b, '[-A-Za-z0-9_.!*()]'), b, b = ' ', ${space}, concat('%', lower(hex(b)))), ${bytesOf(text)}))`;

/** Bytes as text where they are UTF-8, nothing otherwise. */
const asUtf8 = (bytes: Sql): Sql => once(sql`u`, bytes, u => sql`if(isValidUTF8(${u}), ${u}, '')`);

const numbersJson = (numbers: Sql): Sql => arrayJson(sql`arrayMap(n -> toString(n), ${numbers})`);

const codepoints = (text: Sql): Sql => {
  const digits = sql`extractAll(hex(convertCharset(${text}, 'UTF-8', 'UTF-32LE')), '.{8}')`;
  return sql`arrayMap(h -> reinterpretAsUInt32(unhex(h)), ${digits})`;
};

const wholeNumbers = (array: Sql): Sql => sql`arrayMap(x -> toInt64OrNull(x), ${elementsOf(array)})`;

/** Characters in UTF-8; nothing when one of the numbers is no code point. */
const textOfCodepoints = (array: Sql): Sql => {
  const isCodepoint = sql`ifNull(n BETWEEN 0 AND 1114111 AND n NOT BETWEEN 55296 AND 57343, false)`;
  const character = sql`multiIf(n < 128, char(n), \
n < 2048, char(192 + intDiv(n, 64), 128 + n % 64), \
n < 65536, char(224 + intDiv(n, 4096), 128 + intDiv(n, 64) % 64, 128 + n % 64), \
char(240 + intDiv(n, 262144), 128 + intDiv(n, 4096) % 64, 128 + intDiv(n, 64) % 64, 128 + n % 64))`;
  return once(
    sql`a`,
    wholeNumbers(array),
    a =>
      sql`if(arrayAll(n -> ${isCodepoint}, ${a}), arrayStringConcat(arrayMap(n -> ${character}, arrayMap(n -> assumeNotNull(n), ${a}))), '')`,
  );
};

const textFromBytes = (array: Sql): Sql =>
  once(
    sql`a`,
    wholeNumbers(array),
    a =>
      sql`if(arrayAll(n -> ifNull(n BETWEEN 0 AND 255, false), ${a}), base64Encode(arrayStringConcat(arrayMap(n -> char(assumeNotNull(n)), ${a}))), '')`,
  );

/** A guid's bytes: its first three groups are stored with the lowest byte first. */
const guidBytes = (guid: Sql): Sql => {
  const hex = sql`replaceAll(${guid}, '-', '')`;
  return sql`concat(reverse(unhex(substring(${hex}, 1, 8))), reverse(unhex(substring(${hex}, 9, 4))), reverse(unhex(substring(${hex}, 13, 4))), unhex(substring(${hex}, 17)))`;
};

const guidFromBytes = (bytes: Sql): Sql => {
  const part = (text: Sql): Sql => sql`lower(hex(${text}))`;
  const groups = [
    part(sql`reverse(substring(b, 1, 4))`),
    part(sql`reverse(substring(b, 5, 2))`),
    part(sql`reverse(substring(b, 7, 2))`),
    part(sql`substring(b, 9, 2)`),
    part(sql`substring(b, 11)`),
  ];
  const text = groups.reduce((whole, group) => sql`${whole}, '-', ${group}`);
  return once(sql`b`, bytes, b => sql`if(length(${b}) = 16, concat(${text}), '')`);
};

const digest = (name: Sql): EmitFunction => simple((text = none) => sql`lower(hex(${name}(${text})))`);

/** The 64-bit xxHash (manual: hash), or what remains of it by a modulus. */
const hash: EmitFunction = ([value, modulus], { type }) => {
  if (!value) return valueFrom(sql`NULL`, type, [], true);
  const bits = hashBits(value);
  if (!modulus) return valueFrom(sql`reinterpretAsInt64(${bits})`, type, [value]);
  const rest = sql`if(${plain(modulus)} > 0, toInt64(${bits} % toUInt64(${plain(modulus)})), NULL)`;
  return valueFrom(rest, type, [value, modulus], true);
};

/** Several hashes as one, in their order. */
const hashCombine: EmitFunction = (given, { type }) => {
  const [first = nothing, ...rest] = given.map(plain);
  const add = (one: Sql, other: Sql): Sql => sql`bitXor(${one} * 1099511628211, ${other})`;
  return valueFrom(rest.reduce(add, first), type, given);
};

/** Hexadecimal digits without leading zeros, at least `length`; a negative number in two's complement. */
const tohex: EmitFunction = ([value, length], { type }) => {
  if (!value) return valueFrom(none, type, []);
  const digits = sql`replaceRegexpOne(lower(hex(${plain(value)})), '^0+(.)', '\\\\1')`;
  const padded = length
    ? sql`leftPad(${digits}, greatest(toInt64(length(${digits})), least(${plain(length)}, 16)), '0')`
    : digits;
  return valueFrom(sql`ifNull(${padded}, '')`, type, length ? [value, length] : [value]);
};

export const encodings = {
  base64_encode_tostring: simple((value = none) => sql`base64Encode(${value})`),
  base64_decode_tostring: simple((value = none) => asUtf8(sql`tryBase64Decode(${value})`)),
  base64_encode_fromarray: simple((array = none) => textFromBytes(array)),
  base64_decode_toarray: simple((value = none) =>
    numbersJson(sql`arrayMap(b -> reinterpretAsUInt8(b), ${bytesOf(sql`tryBase64Decode(${value})`)})`),
  ),
  base64_encode_fromguid: simple(
    (guid = none) => sql`if(${guid} = '', '', base64Encode(${guidBytes(guid)}))`,
  ),
  base64_decode_toguid: simple((value = none) => guidFromBytes(sql`tryBase64Decode(${value})`)),
  url_encode: simple((value = none) => percentEncoded(value, sql`'+'`)),
  url_encode_component: simple((value = none) => percentEncoded(value, sql`'%20'`)),
  url_decode: simple((value = none) => asUtf8(sql`decodeURLFormComponent(${value})`)),
  unicode_codepoints_from_string: simple((value = none) => numbersJson(codepoints(value))),
  unicode_codepoints_to_string: simple((array = none) => textOfCodepoints(array)),
  hash_md5: digest(sql`MD5`),
  hash_sha1: digest(sql`SHA1`),
  hash_sha256: digest(sql`SHA256`),
  hash,
  hash_combine: hashCombine,
  tohex,
} satisfies Record<string, EmitFunction>;
