/** A parsed JSON object, nothing of it checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** Whether valid JSON text has an object that names a member twice. */
const namesMemberTwice = (text: string): boolean => {
  const open: (Set<string> | undefined)[] = [];
  let lastText = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') lastText = token;
    else {
      const name = String(JSON.parse(lastText));
      const names = open.at(-1);
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
};

/**
 * Reads a JSON object in which each name occurs once: of two, one reader would take the first and another the last.
 *
 * @returns `undefined` when the text is anything else.
 */
export const parseStrictObject = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !namesMemberTwice(text) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
};
