const isPlain = (character: string): boolean =>
  character >= ' ' &&
  character !== '"' &&
  character !== '\\' &&
  !/[\u007F-\u009F\u2028\u2029]/.test(character);

const escaped = (character: string): string =>
  isPlain(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A string literal of the language with this value: for queries that are made, so that no value can become a part of them. */
export const stringLiteral = (text: string): string =>
  `"${Array.from(text.toWellFormed(), escaped).join('')}"`;
