import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leadingFilters } from '../src/condition.ts';

const filtersOf = (query: string) => {
  const filters = leadingFilters(query);
  return filters && { ...filters, condition: filters.condition.replaceAll(/\s+/g, ' ') };
};

describe('the filters that a query begins with', () => {
  it('are joined into one condition', () => {
    assert.deepEqual(filtersOf('T | where A == 1\n| where B has "x"'), {
      condition: '(A == 1 ) and (B has "x" )',
      isRowWise: true,
    });
  });

  it('may hold bars inside texts of every kind', () => {
    const condition = `A matches regex @'a|''b|c' or B == "\\"| where " or C == 'd|'`;
    assert.deepEqual(filtersOf(`T | where ${condition}`), { condition: `(${condition} )`, isRowWise: true });
  });

  it('leave each row by itself where the query only names values besides', () => {
    assert.deepEqual(filtersOf('T | where A == 1 | extend B = A + 1 | where B > 2'), {
      condition: '(A == 1 )',
      isRowWise: true,
    });
  });

  it('end where the query does something else', () => {
    assert.deepEqual(filtersOf('T | where A == 1 | summarize count() by B | where count_ > 2'), {
      condition: '(A == 1 )',
      isRowWise: false,
    });
  });

  it('are unknown of queries that begin with something else', () => {
    for (const query of [
      'T',
      'T | summarize count() by A',
      'let x = 1; T | where A == x',
      'union T, U | where A == 1',
    ])
      assert.equal(leadingFilters(query), undefined, query);
  });
});
