import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { shorten } from '../../src/pages/display-name.ts';

describe('a name on a page', () => {
  const cases: readonly [what: string, name: string, shown: string][] = [
    ['stays as it is', 'Løvstad & Søn (Åbo)', 'Løvstad & Søn (Åbo)'],
    ['is cut with an ellipsis', 'a'.repeat(21), `${'a'.repeat(19)}…`],
    ['is not cut when it just fits', 'a'.repeat(20), 'a'.repeat(20)],
    ['is cut between characters, not within', '😀'.repeat(21), `${'😀'.repeat(19)}…`],
    ['is one line', ' Threat\r\n\tWatch\u2028\u0000 ', 'Threat Watch'],
    ['cannot turn the text after it', '\u202Egpj.exe\u2069', 'gpj.exe'],
    ['keeps the marks that Hebrew and Arabic need', 'שלום\u200F!', 'שלום\u200F!'],
    ['cannot pile marks over other lines', `a${'\u0301'.repeat(200)}b`, 'a\u0301\u0301\u0301…'],
    ['cannot be half a character', 'a\uD83D', 'a\uFFFD'],
  ];
  for (const [what, name, shown] of cases) it(what, () => assert.equal(shorten(name, 20), shown));

  it('is never longer than allowed, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (name, limit) => {
          const shown = shorten(name, limit);
          assert.ok([...shown].length <= limit);
          assert.ok(shown.isWellFormed());
          assert.doesNotMatch(shown, /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
        },
      ),
    );
  });
});
