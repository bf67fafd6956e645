/** The arguments of a function in a path's pattern: `ip='{ip}',timestamp={timestamp}`. */
const FUNCTION = /\(([^()]*\{\w+\}[^()]*)\)/;

/**
 * `name = value`: the value in single quotes, which are doubled inside, or bare up to the next comma. No part can match what
 * its neighbour matches, so that no text takes long.
 */
const ARGUMENT = /\s*(\w+)\s*=\s*(?:'((?:[^']|'')*)'\s*|([^\s',][^',]*)|)(?:,|$)/y;

const namesIn = (pattern: string): string[] =>
  [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/**
 * The pattern by which a path is routed. A function's arguments are captured as one text: clients write them in any order,
 * letter case and spacing, which no pattern of named parts would let through.
 */
export const routedPath = (path: string): string => path.replace(FUNCTION, '({parameters})');

/** The arguments by their names in lower case; `undefined` where the text is no list of arguments. */
const parse = (text: string): ReadonlyMap<string, string> | undefined => {
  const found = new Map<string, string>();
  const expression = new RegExp(ARGUMENT);
  while (expression.lastIndex < text.length) {
    const match = expression.exec(text);
    if (!match) return undefined;
    const [, name = '', quoted, bare = ''] = match;
    found.set(name.toLowerCase(), quoted?.replaceAll("''", "'") ?? bare.trim());
  }
  return found;
};

/**
 * What a request's path names: with the arguments of a function by the names that the operation's path gives them. Those
 * that are missing or cannot be read are absent.
 *
 * @param path the operation's path.
 * @param params what the routed pattern captured.
 */
export const namedParams = (
  path: string,
  params: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => {
  const [, pattern] = FUNCTION.exec(path) ?? [];
  if (pattern === undefined) return params;
  const { parameters: text = '', ...others } = params;
  const given = parse(text);
  const named = namesIn(pattern).flatMap(name => {
    const value = given?.get(name.toLowerCase());
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...others, ...Object.fromEntries(named) };
};
