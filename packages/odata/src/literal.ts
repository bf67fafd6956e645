import type { LetterCase } from '@vakt/contract/query';
import type { Literal } from './syntax.ts';
import type { Token } from './tokens.ts';

const WORDS: Readonly<Record<string, true | false | null>> = { true: true, false: false, null: null };

/** Whether a word stands for a value rather than for a property. */
export const isValueWord = (word: string): boolean => Object.hasOwn(WORDS, word.toLowerCase());

/** The value that a token stands for; `undefined` when it stands for none. */
export const toLiteral = (token: Token): Literal | undefined => {
  const { position } = token;
  switch (token.kind) {
    case 'string':
    case 'guid':
    case 'number':
      return { kind: 'literal', type: token.kind, value: token.value, position };
    case 'datetime':
      return { kind: 'literal', type: 'datetime', value: { ticks: token.ticks }, position };
    case 'name': {
      if (!isValueWord(token.name)) return undefined;
      const value = WORDS[token.name.toLowerCase()] ?? null;
      return { kind: 'literal', type: value === null ? 'null' : 'boolean', value, position };
    }
    default:
      return undefined;
  }
};

/** A text with its letters made lower or upper case. */
export const inLetters = (text: string, letters: LetterCase): string =>
  letters === 'lower' ? text.toLowerCase() : text.toUpperCase();
