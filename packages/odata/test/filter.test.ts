import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import { parseTicks } from '@vakt/contract/ticks';
import fc from 'fast-check';
import { bindFilter } from '../src/bind.ts';
import { ODataError } from '../src/failure.ts';
import { parseFilter } from '../src/parse.ts';
import { printFilter } from '../src/print.ts';
import { alertSet } from './alert-set.ts';

const read = (text: string): Filter => bindFilter(alertSet, parseFilter(text));

const time = (text: string): QueryValue => ({ ticks: parseTicks(text) ?? -1n });

const compare = (
  property: string,
  operator: 'eq' | 'ne' | 'gt' | 'ge' | 'le',
  value: QueryValue,
): Filter => ({
  kind: 'comparison',
  property,
  operator,
  value,
});

describe('$filter', () => {
  for (const [text, expected] of [
    ["status eq 'New'", compare('status', 'eq', 'New')],
    ["STATUS EQ 'new'", compare('status', 'eq', 'New')],
    ["'New' eq status", compare('status', 'eq', 'New')],
    ["'2026' gt title", { kind: 'comparison', property: 'title', operator: 'lt', value: '2026' }],
    ["title eq 'it''s'", compare('title', 'eq', "it's")],
    ['incidentId eq 7587', compare('incidentId', 'eq', 7587)],
    ["incidentId eq '7587'", compare('incidentId', 'eq', 7587n)],
    ['incidentId gt 9007199254740993', compare('incidentId', 'gt', 9_007_199_254_740_993n)],
    ['assignedTo ne null', compare('assignedTo', 'ne', null)],
    ['hidden eq true', compare('hidden', 'eq', true)],
    ["owner/name eq 'x'", compare('owner/name', 'eq', 'x')],
    [
      "startswith(Owner/Name, 'x')",
      { kind: 'text', function: 'startswith', property: 'owner/name', value: 'x' },
    ],
    [
      "owner/names/any(n: n eq 'x')",
      { kind: 'any', property: 'owner/names', condition: compare(ELEMENT, 'eq', 'x') },
    ],
    [
      'detectorId eq 17e10bbc-3a68-474a-8aad-faef14d43952',
      compare('detectorId', 'eq', '17e10bbc-3a68-474a-8aad-faef14d43952'),
    ],
    ['lastUpdateTime ge 2019-11-22T00:00:00Z', compare('lastUpdateTime', 'ge', time('2019-11-22T00:00:00Z'))],
    ['lastUpdateTime gt 2018-08-01Z', compare('lastUpdateTime', 'gt', time('2018-08-01'))],
    ['lastUpdateTime gt 2026-09-22', compare('lastUpdateTime', 'gt', time('2026-09-22'))],
    ['lastUpdateTime gt 2026-09-22T10:11', compare('lastUpdateTime', 'gt', time('2026-09-22T10:11:00Z'))],
    ['lastUpdateTime gt 2026-09-22T10:11:12', compare('lastUpdateTime', 'gt', time('2026-09-22T10:11:12Z'))],
    [
      'lastUpdateTime gt 2024-01-01T00:00:00.1234567Z',
      compare('lastUpdateTime', 'gt', time('2024-01-01T00:00:00.1234567Z')),
    ],
    [
      'lastUpdateTime le 2023-11-14T22:13:20 00:00',
      compare('lastUpdateTime', 'le', time('2023-11-14T22:13:20Z')),
    ],
    [
      'lastUpdateTime le 2023-11-14T22:13:20+02:00',
      compare('lastUpdateTime', 'le', time('2023-11-14T20:13:20Z')),
    ],
    [
      "severity eq 'High'and alertCreationTime gt 2026-01-01",
      {
        kind: 'and',
        operands: [compare('severity', 'eq', 'High'), compare('alertCreationTime', 'gt', time('2026-01-01'))],
      },
    ],
    [
      "status eq 'New' AND machineId in ('a','b')",
      {
        kind: 'and',
        operands: [compare('status', 'eq', 'New'), { kind: 'in', property: 'machineId', values: ['a', 'b'] }],
      },
    ],
    [
      "(machineId eq '1' and status eq 'New') or (not (machineId eq '2'))",
      {
        kind: 'or',
        operands: [
          { kind: 'and', operands: [compare('machineId', 'eq', '1'), compare('status', 'eq', 'New')] },
          { kind: 'not', operand: compare('machineId', 'eq', '2') },
        ],
      },
    ],
    [
      "startswith(computerDnsName,'my')",
      { kind: 'text', function: 'startswith', property: 'computerDnsName', value: 'my' },
    ],
    [
      "contains(title, 'x') eq false",
      { kind: 'not', operand: { kind: 'text', function: 'contains', property: 'title', value: 'x' } },
    ],
    [
      "mitreTechniques/any(t: t eq 'T1064')",
      { kind: 'any', property: 'mitreTechniques', condition: compare(ELEMENT, 'eq', 'T1064') },
    ],
    [
      "owner/any(o: o/names eq 'x' or o/names eq 'y')",
      {
        kind: 'any',
        property: 'owner/names',
        condition: { kind: 'or', operands: [compare(ELEMENT, 'eq', 'x'), compare(ELEMENT, 'eq', 'y')] },
      },
    ],
    ['mitreTechniques/any()', { kind: 'any', property: 'mitreTechniques' }],
  ] as const satisfies readonly (readonly [string, Filter])[])
    it(`reads ${text}`, () => assert.deepEqual(read(text), expected));

  for (const [text, position, message] of [
    ['', 0, /end of the expression/],
    ["severity eqq 'High'", 9, /Syntax error/],
    ["severity eq 'High", 12, /Unterminated/],
    ["severity eq 'High' and", 22, /end of the expression/],
    ["(severity eq 'High'", 19, /'\)' expected/],
    ["colour eq 'red'", 0, /Could not find a property named 'colour' on type 'microsoft/],
    ["description eq 'red'", 0, /cannot be used in the \$filter/],
    ["severity eq 'Purple'", 12, /none of the values UnSpecified, Informational/],
    ["lastUpdateTime gt '2026-01-01'", 18, /Edm.DateTimeOffset.*Edm.String/],
    ['lastUpdateTime gt 2026-02-31', 18, /not a date/],
    ['title eq 5', 9, /Edm.String/],
    ["'a' eq 'b'", 0, /a property and a value/],
    ["mitreTechniques eq 'T1'", 0, /any/],
    ["title/any(t: t eq 'x')", 0, /not a list/],
    ["mitreTechniques/any(t: title eq 'x')", 23, /Only 't'/],
    ["mitreTechniques/any(t: t/id eq 'x')", 0, /Could not find a property named 'mitreTechniques\/id'/],
    ["owner/any(o: o/names eq 'x' and o/name eq 'y')", 32, /Only 'o\/names'/],
    [`${'('.repeat(200)}title eq 'x'${')'.repeat(200)}`, 100, /levels/],
    [`title in (${"'x',".repeat(20_000)}'x')`, 40_010, /More than/],
    ['title eq $filter; drop table', 16, /Syntax error/],
  ] as const)
    it(`refuses ${text.slice(0, 60)} at ${position}`, () => {
      assert.throws(
        () => read(text),
        (error: unknown) =>
          error instanceof ODataError && error.position === position && message.test(error.message),
      );
    });

  const values = fc.oneof(fc.string(), fc.constant(null));
  const leaf: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({
      kind: fc.constant('comparison' as const),
      property: fc.constantFrom('title', 'machineId', 'category'),
      operator: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
      value: values,
    }),
    fc.record({
      kind: fc.constant('comparison' as const),
      property: fc.constantFrom('lastUpdateTime'),
      operator: fc.constantFrom('gt', 'le'),
      value: fc.bigInt({ min: 0n, max: 3_155_378_975_999_999_999n }).map(ticks => ({ ticks })),
    }),
    fc.record({
      kind: fc.constant('comparison' as const),
      property: fc.constantFrom('rank'),
      operator: fc.constantFrom('gt', 'le'),
      value: fc.integer(),
    }),
    fc.record({
      kind: fc.constant('in' as const),
      property: fc.constant('title'),
      values: fc.array(values, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('text' as const),
      function: fc.constantFrom('startswith', 'endswith', 'contains'),
      property: fc.constant('title'),
      value: fc.string(),
    }),
    fc.record({
      kind: fc.constantFrom('any' as const, 'all' as const),
      property: fc.constant('mitreTechniques'),
      condition: fc.record({
        kind: fc.constant('comparison' as const),
        property: fc.constant(ELEMENT),
        operator: fc.constantFrom('eq', 'ne'),
        value: fc.string(),
      }),
    }),
  );
  const { filter } = fc.letrec<{ filter: Filter }>(tie => ({
    filter: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('filter'), { minLength: 2, maxLength: 4 }),
      }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('filter') }),
    ),
  }));

  it('reads what it prints', () => {
    fc.assert(
      fc.property(filter, written => {
        // Printed once more: the generated objects have no prototype, which deepEqual would mind.
        assert.equal(printFilter(read(printFilter(written))), printFilter(written));
        assert.deepEqual(read(printFilter(written)), structuredClone(written));
      }),
    );
  });

  it('answers any text with a filter or a failure, never a crash', () => {
    const pieces = fc.constantFrom(
      ..."title status eq and or not in ( ) , ' '' / any : 5 -1 2026-01-01 null contains".split(' '),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces).map(parts => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, written => {
        try {
          read(written);
        } catch (error) {
          assert.ok(error instanceof ODataError, String(error));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
