/** A value of a query's `{name:Type}` placeholder; the client library escapes it on its way. */
export type ParameterValue = string | number | bigint | boolean | readonly (string | number | bigint)[];

export type Parameters = Readonly<Record<string, ParameterValue>>;

/** The engine takes 128 KiB a field; a list may double in length when it is escaped. */
const LONGEST_FIELD = 48 * 1_024;

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

const lengthOf = (values: readonly (string | number | bigint)[]): number =>
  values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length + 3 : 20), 0);

/** Moves lists that are too long for a parameter into the text, as literals; other values stay apart from it. */
export const inlineLongLists = (
  sql: string,
  parameters: Parameters,
): { text: string; rest: Record<string, ParameterValue> } => {
  let text = sql;
  const rest: Record<string, ParameterValue> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'object' || lengthOf(value) <= LONGEST_FIELD) {
      rest[name] = value;
      continue;
    }
    const placeholder = new RegExp(`\\{${name}:(Array\\((?:String|Int64|Float64|UInt64)\\))\\}`, 'g');
    // A function, so that `$` in a value is not read as a pattern of the replacement.
    text = text.replace(placeholder, (_whole, type: string) => `CAST(${listLiteral(value)}, '${type}')`);
  }
  return { text, rest };
};
