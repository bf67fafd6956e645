import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EntityQuery } from '@vakt/contract/query';
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
    ])
      assert.deepEqual(read(text).filter, {
        kind: 'comparison',
        property: 'title',
        operator: 'eq',
        value: 'a',
      });
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
    ['$orderby=nothing', /Could not find/],
    ['$apply=x', /'\$apply' is not supported/],
    ['$top=1&$top=2', /more than once/],
    ["$filter=title eqq 'x'", /at position 6 in 'title eqq 'x''/],
  ] as const)
    it(`refuses ${text}`, () => assert.throws(() => read(text), message));
});
