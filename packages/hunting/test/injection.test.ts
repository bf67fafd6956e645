import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dumpQuery } from '../src/dump.ts';
import { identifier } from '../src/sql/sql.ts';
import { stringLiteral } from '../src/string-literal.ts';

const options = { nowTicks: 639_000_000_000_000_000n, events: undefined, maxRows: 100_001n };
const anyText = fc.string({ unit: 'binary', minLength: 1 }).map(text => text.toWellFormed());

const statementOf = (query: string) => {
  const dump = dumpQuery(query, options);
  assert.ok(dump.ok, dump.ok ? '' : dump.error.message);
  return dump.value;
};

const queryWith = (text: string) =>
  `DeviceProcessEvents | where FileName == ${stringLiteral(text)} or DeviceName in (${stringLiteral(text)}, "x")
   | extend y = strcat(${stringLiteral(text)}, FileName) | project y`;

describe("nobody's text is code", () => {
  test('no string literal alters the text of the statement', () => {
    const { sql } = statementOf(queryWith('plain'));
    fc.assert(
      fc.property(anyText, text => {
        const statement = statementOf(queryWith(text));
        assert.equal(statement.sql, sql);
        assert.ok(Object.values(statement.parameters).includes(text));
      }),
      { numRuns: 200 },
    );
  });

  test('no needle of a text operator appears in the text of the statement', () => {
    fc.assert(
      fc.property(anyText, text => {
        const marked = `marker${text}marker`;
        const { sql } = statementOf(
          `DeviceProcessEvents | where ProcessCommandLine has ${stringLiteral(marked)} and FileName contains ${stringLiteral(marked)}
           and ProcessCommandLine has_any (${stringLiteral(marked)}, "b") and FileName startswith ${stringLiteral(marked)}
           | count`,
        );
        assert.ok(!sql.includes('marker'));
      }),
      { numRuns: 100 },
    );
  });

  test('no column name appears in the text of the statement', () => {
    const name = `a\`; DROP TABLE x --'`;
    const { sql } = statementOf(`print [${stringLiteral(name)}] = 1 | extend ["b'\`"] = 2`);
    assert.ok(!sql.includes('DROP'));
    assert.ok(!sql.includes("b'"));
  });

  test('a quoted identifier is one token whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        const inner = identifier(name).slice(1, -1);
        assert.ok(/^(?:[^`\\]|\\[^])*$/.test(inner), inner);
      }),
    );
  });
});
