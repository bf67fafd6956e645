import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EntityQuery } from '@vakt/contract/query';
import fc from 'fast-check';
import { readQueryOptions } from '../src/query-options.ts';
import { alertSet } from './alert-set.ts';

const read = (text: string): EntityQuery => {
  const query = readQueryOptions(new URLSearchParams(text), alertSet);
  if (!query.ok) throw new Error(query.error.message);
  return query.value;
};

describe('query options', () => {
  it('has nothing to say when none is given', () => {
    assert.deepEqual(read(''), { orderBy: [], skip: 0, expand: [], count: false });
    assert.deepEqual(read('client-request-id=1'), { orderBy: [], skip: 0, expand: [], count: false });
  });

  it('reads what clients send', () => {
    const query = read(
      '$expand=evidence&$orderby=alertCreationTime desc&$select=id,Title&$count=true&$top=20&$skip=40',
    );
    assert.deepEqual(query, {
      orderBy: [{ property: 'alertCreationTime', direction: 'desc' }],
      top: 20,
      skip: 40,
      select: ['id', 'title'],
      expand: ['evidence'],
      count: true,
    });
  });

  it('reads plus signs, percent-encoding and raw text alike', () => {
    for (const text of [
      "$filter=title+eq+'a'",
      "%24filter=title%20eq%20'a'",
      "$filter=title eq 'a'",
      "$FILTER=Title eq 'a'",
      '%2524filter=title%2520eq%2520%2527a%2527',
      "$filter=title%2520eq%2520'a'",
    ])
      assert.deepEqual(read(text).filter, {
        kind: 'comparison',
        property: 'title',
        operator: 'eq',
        value: 'a',
      });
  });

  it('leaves what looks like percent-encoding inside a text as it is', () => {
    const { filter } = read("$filter=title eq 'a%2520b'");
    assert.deepEqual(filter, { kind: 'comparison', property: 'title', operator: 'eq', value: 'a%20b' });
  });

  it('reads a plus sign that became a blank in an offset', () => {
    const wanted = read('$filter=lastUpdateTime gt 2023-11-14T22:13:20Z').filter;
    for (const offset of ['+00:00', '%2B00:00', '%2b0000', ' 00:00'])
      assert.deepEqual(read(`$filter=lastUpdateTime+gt+2023-11-14T22:13:20${offset}`).filter, wanted);
  });

  it('orders by several properties, in any letter case and by the names that clients know', () => {
    assert.deepEqual(read('$orderby=Severity DESC, alertcreationtime , asssignedTo asc').orderBy, [
      { property: 'severity', direction: 'desc' },
      { property: 'alertCreationTime', direction: 'asc' },
      { property: 'assignedTo', direction: 'asc' },
    ]);
  });

  it('takes a star for everything, and JSON as the format', () => {
    const query = read('$select=*&$expand=*&$format=application/json;odata.metadata=none');
    assert.deepEqual(query.expand, ['evidence']);
    assert.deepEqual(query.select, alertSet.selectable);
  });

  it('answers any query string with a query or a failure, never a crash', () => {
    const name = fc.constantFrom('$filter', '$orderby', '$top', '$skip', '$select', '$expand', '$count', 'x');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('1', 'true', 'title', '%', '%2', '%25%27', "title eq '", 'title desc', '*', '١'),
    );
    const pairs = fc.array(fc.tuple(name, value), { maxLength: 6 });
    fc.assert(
      fc.property(pairs, given => {
        const query = readQueryOptions(new URLSearchParams(given), alertSet);
        assert.ok(query.ok || query.error.message.length > 0);
      }),
      { numRuns: 2_000 },
    );
  });

  for (const [text, message] of [
    ['$top=-1', /non-negative integer/],
    ['$top=1.5', /non-negative integer/],
    ['$top=10001', /The limit of '10000' for Top query has been exceeded.*'10001'/],
    ['$skip=x', /\$skip/],
    ['$count=maybe', /\$count/],
    ['$expand=machine', /Could not find a property named 'machine'/],
    ['$select=nothing', /Could not find a property named 'nothing'/],
    ['$orderby=title up', /asc or desc/],
    ['$orderby=mitreTechniques', /cannot be used in the \$orderby/],
    ['$orderby=comments', /'comments' cannot be used in the \$orderby/],
    ['$orderby=nothing', /Could not find/],
    ['$orderby=accounts', /cannot be used in the \$orderby/],
    ['$orderby=title,Title desc', /Duplicate property named 'title'/],
    [
      '$orderby=id,title,status,severity,category,machineId',
      /maximum number of \$orderby clauses allowed is 5/,
    ],
    ['$format=atom', /'atom' in the \$format/],
    [`$filter=title eq '${'x'.repeat(100_000)}'`, /longer than 100000/],
    ["$filter=title eq 'a%00'", /NUL/],
    ['$apply=x', /'\$apply' is not supported/],
    ['$top=1&$top=2', /more than once/],
    ["$filter=title eqq 'x'", /at position 6 in 'title eqq 'x''/],
  ] as const)
    it(`refuses ${text}`, () => assert.throws(() => read(text), message));
});
