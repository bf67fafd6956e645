import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import fc from 'fast-check';
import { editDistance, nearestName } from '../src/bind/nearest-name.ts';
import { completionsAt, descriptionAt, diagnosticsOf, type EditedQuery } from '../src/editor/answers.ts';
import { createQueryEditor } from '../src/editor/editor.ts';
import type { CustomFunction } from '../src/functions/custom-function.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c03' as TenantId;
const edited = (query: string, ...functions: readonly CustomFunction[]) => ({ query, functions });

/** A query with `¦` where the cursor is. */
const at = (marked: string): [query: EditedQuery, position: number] => [
  edited(marked.replace('¦', '')),
  marked.indexOf('¦'),
];
const labelsAt = (marked: string) => completionsAt(...at(marked)).items.map(({ label }) => label);

describe('completion', () => {
  it('offers the columns of the table that fit the letters typed', () => {
    const { replaces, items } = completionsAt(...at('DeviceProcessEvents | where FileN¦'));
    assert.deepEqual(replaces, { start: 28, length: 5 });
    assert.ok(items.some(({ label, kind }) => label === 'FileName' && kind === 'Column'));
    assert.ok(!items.some(({ label }) => label === 'ActionType'));
  });

  it('offers columns that earlier operators made, and none that they took away', () => {
    const labels = labelsAt('DeviceProcessEvents | project Host = DeviceName, FileName | where ¦');
    assert.ok(labels.includes('Host'));
    assert.ok(!labels.includes('DeviceName'));
  });

  it('offers tables at the beginning and operators after a pipe', () => {
    assert.ok(labelsAt('Device¦').includes('DeviceProcessEvents'));
    assert.ok(labelsAt('DeviceProcessEvents | summ¦').includes('summarize'));
  });

  it('counts positions in the query, also where a function of the service is declared before it', () => {
    const { replaces, items } = completionsAt(
      ...at('DeviceFileEvents | invoke FileProfile(SHA1) | where Ti¦'),
    );
    assert.deepEqual(replaces, { start: 52, length: 2 });
    assert.ok(items.some(({ label }) => label === 'Timestamp'));
  });

  it('has an answer for every place of every text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.nat(), (text, place) => {
        const query = `DeviceEvents | ${text}`;
        const { replaces } = completionsAt(edited(query), place % (query.length + 1));
        assert.ok(replaces.start >= 0 && replaces.start + replaces.length <= query.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe('description', () => {
  it('names a column’s type and a function’s parameters', () => {
    assert.match(descriptionAt(...at('DeviceProcessEvents | where File¦Name has "x"')), /FileName.*string/);
    assert.match(descriptionAt(...at('DeviceProcessEvents | where str¦len(FileName) > 3')), /strlen\(.*long/);
  });

  it('says nothing of white space', () => {
    assert.equal(descriptionAt(...at('DeviceProcessEvents  ¦  | take 1')), '');
  });
});

describe('diagnostics', () => {
  it('are none for a query that runs', () => {
    assert.deepEqual(diagnosticsOf(edited('DeviceProcessEvents | take 1')), []);
  });

  it('point at the name that is wrong and suggest the one that was meant', () => {
    const [only, ...others] = diagnosticsOf(edited('DeviceProcessEvents\n| where FileNmae =~ "a.exe"'));
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...only, message: '' },
      { severity: 'error', message: '', line: 2, column: 9, start: 28, length: 8, suggestion: 'FileName' },
    );
  });

  it('suggest a table, and nothing where nothing is near', () => {
    assert.equal(diagnosticsOf(edited('DeviceProcesEvents | take 1'))[0]?.suggestion, 'DeviceProcessEvents');
    assert.equal(diagnosticsOf(edited('Qwertzuiop | take 1'))[0]?.suggestion, undefined);
    for (const { suggestion } of diagnosticsOf(edited('DeviceEvents | wher a')))
      assert.notEqual(suggestion, '-');
  });

  it('say what the language has and the engine has not', () => {
    const [only] = diagnosticsOf(edited('DeviceProcessEvents | evaluate diffpatterns(FileName, "a", "b")'));
    assert.equal(only?.severity, 'error');
  });

  it('are in the query’s own places where the tenant’s functions stand before it', () => {
    const own = {
      name: 'BigFiles',
      parameters: 'least:long',
      body: 'DeviceFileEvents | where FileSize > least',
    };
    assert.deepEqual(diagnosticsOf(edited('BigFiles(7)', own)), []);
    const [only] = diagnosticsOf(edited('BigFiles(7) | where FileNmae == ""', own));
    assert.deepEqual([only?.start, only?.suggestion], [20, 'FileName']);
    assert.equal(diagnosticsOf(edited('BigFile(7)', own))[0]?.suggestion, 'BigFiles');
  });

  it('refuse a text that is too large without reading it', () => {
    const [only] = diagnosticsOf(edited(`print 1 // ${'x'.repeat(300_000)}`));
    assert.equal(only?.severity, 'error');
  });
});

describe('the editor’s thread', () => {
  const editor = createQueryEditor();
  after(() => editor.close());

  it('answers in the order of the questions', async () => {
    const [first, second] = await Promise.all([
      editor.ask(tenant, { about: 'diagnostics', ...edited('DeviceEvents | take 1') }),
      editor.ask(tenant, { about: 'description', ...edited('DeviceEvents | take 1'), position: 3 }),
    ]);
    assert.deepEqual(first, { diagnostics: [] });
    assert.ok(typeof second === 'object' && 'description' in second);
  });

  it('turns away whom it could not answer soon', async () => {
    const many = Array.from({ length: 40 }, () =>
      editor.ask(tenant, { about: 'description', ...edited('DeviceEvents'), position: 1 }),
    );
    const answers = await Promise.all(many);
    assert.equal(answers.filter(answer => answer === 'busy').length, 7);
  });
});

describe('the nearest name', () => {
  it('differs by a third of its letters at most, letter case aside', () => {
    assert.equal(nearestName('filename', ['FolderPath', 'FileName']), 'FileName');
    assert.equal(nearestName('abc', ['xyz']), undefined);
  });

  it('is measured as by hand', () => {
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(editDistance('', 'abc'), 3);
  });
});
