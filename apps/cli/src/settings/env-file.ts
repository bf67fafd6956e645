/** Names and values, as an environment has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

const LINE = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/** Quotes as a POSIX shell has them, so that the same file can be sourced: `'it'\\''s'`. */
const unquote = (text: string): string => {
  const value = text.trim();
  const quote = value[0];
  const isQuoted = (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote);
  if (!isQuoted) return value;
  const inner = value.slice(1, -1);
  return quote === "'" ? inner.replaceAll(`'\\''`, "'") : inner;
};

/** Reads `NAME=value` lines; blank lines and lines that begin with `#` say nothing, anything else is left out. */
export const parseEnvFile = (text: string): Variables => {
  const variables: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = LINE.exec(line.trim()) ?? [];
    if (name !== undefined && value !== undefined) variables[name] = unquote(value);
  }
  return variables;
};

/** A value in quotes of a POSIX shell: the file can be sourced, and named with --env-file. */
const quote = (value: string): string => `'${value.replaceAll("'", `'\\''`)}'`;

/** Writes `NAME='value'` lines. */
export const formatEnvFile = (variables: Readonly<Record<string, string>>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${quote(value)}\n`)
    .join('');
