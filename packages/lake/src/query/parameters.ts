/** A value of a query's `{name:Type}` placeholder; the client library escapes it on its way. */
export type ParameterValue = string | number | bigint | boolean | readonly (string | number | bigint)[];

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** Bytes of one value that travels as a field: the engine takes 128 KiB, and escapes may double it. */
const LONGEST_FIELD = 48 * 1_024;

/** Bytes of all fields: they share an address of at most 1 MiB, in which a byte may take six. */
const LONGEST_FIELDS = 128 * 1_024;

/** Fields at most: the engine takes 1,000, some of which are settings. */
const MOST_FIELDS = 900;

/** What a field's name takes. */
const FIELD_NAME = 16;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

/** A string literal of the engine's SQL: the only place where a value becomes part of the text. */
export const stringLiteral = (text: string): string =>
  `'${text.toWellFormed().replace(/[\\'\n\r\t\0]/g, character => ESCAPES[character] ?? character)}'`;

const listLiteral = (values: readonly (string | number | bigint)[]): string =>
  `[${values.map(value => (typeof value === 'string' ? stringLiteral(value) : String(value))).join(',')}]`;

const textBytes = (value: string | number | bigint | boolean): number =>
  typeof value === 'string' ? Buffer.byteLength(value) + 3 : 20;

const bytesOf = (value: ParameterValue): number =>
  typeof value === 'object'
    ? value.reduce<number>((sum, item) => sum + textBytes(item), 0)
    : textBytes(value);

/** The names of values that are too long, or too many, to travel as fields, alone or with those before them. */
const longValues = (parameters: Parameters): ReadonlySet<string> => {
  let sum = 0;
  let fields = 0;
  const names = Object.entries(parameters).flatMap(([name, value]) => {
    const bytes = bytesOf(value);
    const isLong = typeof value === 'object' || typeof value === 'string';
    if (fields >= MOST_FIELDS || (isLong && (bytes > LONGEST_FIELD || sum + bytes > LONGEST_FIELDS)))
      return [name];
    sum += bytes + FIELD_NAME;
    fields += 1;
    return [];
  });
  return new Set(names);
};

const PLACEHOLDER = /\{(\w+):(\w+|Array\((?:String|Int64|Float64|UInt64)\))\}/g;

/**
 * Moves values that are too long for parameters into the text, as literals; the others stay apart from it. One pass: a
 * value that looks like a placeholder stays a value.
 */
export const inlineLongValues = (
  sql: string,
  parameters: Parameters,
): { text: string; rest: Record<string, ParameterValue> } => {
  const long = longValues(parameters);
  const text = sql.replace(PLACEHOLDER, (whole: string, name: string, type: string) => {
    const value = long.has(name) ? parameters[name] : undefined;
    if (value === undefined) return whole;
    if (typeof value === 'string' && type === 'String') return stringLiteral(value);
    const literal = typeof value === 'object' ? listLiteral(value) : stringLiteral(String(value));
    return `CAST(${literal}, '${type}')`;
  });
  const rest = Object.entries(parameters).filter(([name]) => !long.has(name));
  return { text, rest: Object.fromEntries(rest) };
};
