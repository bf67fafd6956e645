import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pointAt, readPosition } from '../src/commands/hunt/position.ts';

const messages: readonly [string, { line: number; column: number } | undefined][] = [
  ['Unknown column (line 2, column 9)', { line: 2, column: 9 }],
  ['Syntax error at line: 1, position: 14.', { line: 1, column: 14 }],
  ['[line:position=3:7]', undefined],
  ['Query execution has exceeded the allowed result size.', undefined],
];

for (const [message, expected] of messages)
  test(`the place in '${message}'`, () => assert.deepEqual(readPosition(message), expected));

test('the mark stands under the place', () => {
  assert.deepEqual(pointAt('T\n| where\tx', { line: 2, column: 9 }), ['| where\tx', '       \t^']);
  assert.deepEqual(pointAt('T', { line: 7, column: 1 }), []);
});
