import { fail, ok, type Result } from '@vakt/contract/result';

/** A blank, or part of a word: quoted literally, quoted with escapes, escaped, or plain. */
const PART = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y;

/**
 * The words of a text, split at blanks; single and double quotes and backslashes keep them together as in a shell. Nothing is
 * expanded: the words go to a program as they are.
 */
export const wordsOf = (text: string): Result<readonly string[], string> => {
  const words: string[] = [];
  let word: string | undefined;
  const part = new RegExp(PART);
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (!match) return fail('The arguments have a quote or a backslash without its counterpart.');
    const [, blank, literal, quoted, escaped, plain] = match;
    if (blank === undefined)
      word = (word ?? '') + (literal ?? quoted?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '');
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return ok(word === undefined ? words : [...words, word]);
};
