import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionOf } from '../src/condition.ts';

const oneLine = (text: string | undefined) => text?.replaceAll(/\s+/g, ' ');

describe('the condition of a query', () => {
  it('joins the filters over a table', () => {
    assert.equal(oneLine(conditionOf('T | where A == 1\n| where B has "x"')), '(A == 1 ) and (B has "x" )');
  });

  it('takes a bar inside a text for what it is', () => {
    assert.equal(
      oneLine(conditionOf(`T | where A matches regex @'a|''b|c' or B == "\\"|"`)),
      `(A matches regex @'a|''b|c' or B == "\\"|" )`,
    );
  });

  it('is not known of queries that do more', () => {
    const others = [
      'T',
      'T | summarize count() by A',
      'T | where A == 1 | summarize count()',
      'T | where A == 1 | take 1',
      'let x = 1; T | where A == x',
      'T | where A in ((U | project A))',
      'T | where A == "| where "',
    ];
    for (const query of others) assert.equal(conditionOf(query), undefined, query);
  });
});
