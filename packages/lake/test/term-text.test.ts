import assert from 'node:assert/strict';
import { test } from 'node:test';
import { termText } from '../src/schema/term-text.ts';
import { withNode } from './support/node.ts';

/** Each sign beside its upper and lower case, where that is one other sign. */
const casePairs = (): [string, string][] => {
  const pairs: [string, string][] = [['ﬅ', 'ﬆ']];
  for (let code = 0; code <= 0x10_ff_ff; code += 1) {
    if (code >= 0xd8_00 && code <= 0xdf_ff) continue;
    const sign = String.fromCodePoint(code);
    for (const other of [sign.toLowerCase(), sign.toUpperCase()])
      if (other !== sign && [...other].length === 1) pairs.push([sign, other]);
  }
  return pairs;
};

test('letters are one in a term exactly when the regular expressions of the engine hold them for one', () =>
  withNode(async ({ administrator }) => {
    const pairs = casePairs();
    const isLetter = (name: string): string => `match(${name}, '^[\\\\p{L}\\\\p{N}]$')`;
    const answer = await administrator.query({
      query: `SELECT a, b, ${termText('a')} = ${termText('b')} AS isOne
        FROM (SELECT arrayJoin(arrayZip({left:Array(String)}, {right:Array(String)})) AS p, p.1 AS a, p.2 AS b)
        WHERE ${isLetter('a')} AND ${isLetter('b')} AND isOne != match(a, concat('(?i)^', b, '$'))`,
      query_params: { left: pairs.map(([left]) => left), right: pairs.map(([, right]) => right) },
      format: 'JSONEachRow',
    });
    assert.ok(pairs.length > 2_000);
    assert.deepEqual(await answer.json(), []);
  }));

test('signs that are no letter or digit part terms, and all others belong to them', () =>
  withNode(async ({ administrator }) => {
    const texts = [
      'a–b',
      'naïve',
      '“quoted”',
      '日本語 text',
      'e\u0301t',
      'A\u00a0B',
      'x🙂y',
      'İ-i',
      'Σίσυφος',
      '٣٤',
    ];
    const answer = await administrator.query({
      query: `SELECT arrayJoin({texts:Array(String)}) AS text, tokens(${termText('text')}) AS terms`,
      query_params: { texts },
      format: 'JSONEachRow',
    });
    assert.deepEqual(
      (await answer.json<{ terms: string[] }>()).map(({ terms }) => terms),
      [
        ['a', 'b'],
        ['naïve'],
        ['quoted'],
        ['日本語', 'text'],
        ['e', 't'],
        ['a', 'b'],
        ['x', 'y'],
        ['i\u0307', 'i'],
        ['σίσυφοσ'],
        ['٣٤'],
      ],
    );
  }));
