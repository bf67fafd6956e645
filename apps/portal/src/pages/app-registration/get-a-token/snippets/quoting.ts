/**
 * Texts as literals of each language. What stands in them is ids and addresses, some of them written by whoever registered
 * the application: none may end its literal.
 */

const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** POSIX shells: nothing but the quote itself means anything between single quotes. */
export const shellText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** PowerShell takes typographic single quotes for quotes, too; each is doubled. */
export const powershellText = (text: string): string => `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;

/** JSON's literals are Python's. */
export const pythonText = (text: string): string => JSON.stringify(text);

/** JSON's literals are C#'s, but for line ends that C# knows besides. */
export const csharpText = (text: string): string =>
  JSON.stringify(text).replaceAll(/[^\x20-\x7e]/g, unicodeEscape);

export const typescriptText = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll(/[^\x20-\x7e]/g, unicodeEscape)}'`;
