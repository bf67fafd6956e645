/** The formats of times and sizes that queries name. */

const TOKEN = /([A-Za-z])\1*|[^A-Za-z]+/g;

/** The runs of one letter and the signs between them. */
export const piecesOf = (format: string): string[] => format.match(TOKEN) ?? [];

/** Signs that stand for themselves (manual: format_datetime). */
const DELIMITERS = /^[ /\-:,._[\]]+$/;

const LETTERS = {
  datetime: { H: 2, m: 2, s: 2, f: 7, F: 7, h: 2, d: 2, M: 2, t: 2 },
  timespan: { H: 2, m: 2, s: 2, f: 7, F: 7, h: 2, d: 8 },
} as const;

/** The first piece of a format that has no meaning; `undefined` when all of it has. */
export const unknownPiece = (format: string, type: 'datetime' | 'timespan'): string | undefined => {
  const longest: Readonly<Record<string, number>> = LETTERS[type];
  return piecesOf(format).find(piece => {
    const letter = piece.charAt(0);
    if (!/[A-Za-z]/.test(letter)) return !DELIMITERS.test(piece);
    if (type === 'datetime' && letter === 'y') return piece.length === 3 || piece.length > 4;
    if (letter === 't') return piece.length !== 2;
    return piece.length > (longest[letter] ?? 0);
  });
};

const UNITS: Readonly<Record<string, number>> = { bytes: 0, kb: 1, mb: 2, gb: 3, tb: 4, pb: 5, eb: 6 };

/** The power of 1,024 that a unit of `format_bytes` stands for; `undefined` for any other word. */
export const byteUnit = (unit: string): number | undefined =>
  Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()] : undefined;
