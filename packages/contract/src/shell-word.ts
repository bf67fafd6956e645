/**
 * A word for a POSIX shell, quoted only when it needs it: programs that read `NAME=value` lines without a shell then see the
 * value as it is.
 */
export const shellWord = (word: string): string =>
  /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
