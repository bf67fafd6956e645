import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bindQuery } from '../src/bind/bind.ts';
import { compileQuery } from '../src/compile/compile.ts';

const words =
  `DeviceProcessEvents where project extend summarize by join kind=inner on let union print datatable sort top
 take 5 x Timestamp FileName = == | ; ( ) [ ] { } , "a" ' " ago(1d) has_any in arg_max * and not .. dynamic( make_set(
 $left. => // @" FileProfile() invoke evaluate range search`.split(/\s+/);

const hasPosition = (query: string): void => {
  const result = compileQuery(query);
  if (result.ok) return;
  const { kind, message, line = 0, column = 0 } = result.error;
  assert.ok(message.length > 0);
  assert.ok(line >= 1 && column >= 1, `${kind} at ${line}:${column}`);
  assert.ok(line <= query.split(/\r\n|\r|\n/).length);
};

describe('bind', () => {
  test('garbage is answered with a failure that has a position', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), hasPosition), { numRuns: 100 });
  });

  test("mixtures of the language's own words never crash the compiler", () => {
    const mixture = fc.array(fc.constantFrom(...words), { maxLength: 25 }).map(parts => parts.join(' '));
    fc.assert(fc.property(mixture, hasPosition), { numRuns: 150 });
  });

  test('cut-off queries never crash the compiler', () => {
    const query = `let T = DeviceProcessEvents | where Timestamp > ago(1d) and FileName has_any ("a", @"b\\c");
T | join kind=leftouter (DeviceNetworkEvents | summarize arg_max(Timestamp, *), n = count() by DeviceId) on DeviceId
| extend d = parse_json(AdditionalFields).x[0] | top 5 by Timestamp desc`;
    for (let end = 0; end <= query.length; end += 3) hasPosition(query.slice(0, end));
  });

  test('line and column count from 1 and point at the name', () => {
    const bound = bindQuery('DeviceProcessEvents\r\n| take 1\n| where Nothing == 1');
    assert.ok(!bound.ok);
    assert.deepEqual(
      { line: bound.error.line, column: bound.error.column, length: bound.error.length },
      { line: 3, column: 9, length: 7 },
    );
  });

  test('TimeGenerated is a name for Timestamp where a query says it, and absent elsewhere', () => {
    const aliased = compileQuery(
      'DeviceProcessEvents | where TimeGenerated > ago(1d) | project TimeGenerated, Timestamp',
    );
    const plain = compileQuery('DeviceProcessEvents');
    assert.ok(aliased.ok && plain.ok && plain.value.kind === 'plan');
    assert.ok(!plain.value.plan.columns.some(({ name }) => name === 'TimeGenerated' || name.startsWith('$')));
  });

  test('a let that doubles its table again and again is refused for its size', () => {
    const lets = Array.from({ length: 9 }, (_, n) => `let T${n + 1} = T${n} | union T${n};`).join('\n');
    const result = compileQuery(`let T0 = DeviceProcessEvents;\n${lets}\nT9 | count`);
    assert.ok(!result.ok);
    assert.equal(result.error.kind, 'resources');
  });

  test('a failure inside a let function points at the call', () => {
    const result = compileQuery('let f = (x: long) { current_principal() };\nprint y = f(1)');
    assert.ok(!result.ok);
    assert.equal(result.error.line, 2);
  });
});
