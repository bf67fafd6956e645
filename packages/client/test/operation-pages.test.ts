import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { operationPages } from '@vakt/contract/operation-pages/pages';
import { operations } from '@vakt/contract/operations';
import { callOf } from '@vakt/contract/operations/address';
import { pathExamples } from '@vakt/contract/operations/examples/path-parameters';
import { clientCallOf } from '../src/documentation/client-call.ts';
import { methods } from '../src/methods.ts';
import { attach } from '../src/operation-methods.ts';
import type { RestCall } from '../src/rest-client.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/operations/', import.meta.url));
const HOW = 'regenerate: node scripts/write-operation-pages.ts';

describe('the pages of the operations', () => {
  const pages = operationPages(clientCallOf);

  test('are those in docs/', () => {
    const found = globSync('**/*.md', { cwd: FOLDER }).toSorted();
    assert.deepEqual(found, [...pages.keys()].toSorted(), HOW);
    for (const [path, text] of pages)
      assert.ok(readFileSync(`${FOLDER}${path}`, 'utf8') === text, `${path} is stale; ${HOW}`);
  });

  test('list every operation', () => {
    const index = pages.get('README.md') ?? '';
    for (const operation of operations) assert.ok(index.includes(`\`${callOf(operation)}\``), operation.id);
    assert.equal(pages.size, operations.length + 1);
  });

  test('have links that lead to each other', () => {
    const links = [...(pages.get('README.md') ?? '').matchAll(/\]\(([^)]+\.md)\)/g)].map(([, link]) => link);
    assert.deepEqual(
      links.filter(link => link !== '../permission-map.md').toSorted(),
      [...pages.keys()].filter(path => path !== 'README.md').toSorted(),
    );
  });

  for (const operation of operations) {
    test(`know an example for each part of the path of ${operation.id}`, () => {
      for (const [name, example] of Object.entries(pathExamples(operation)))
        assert.ok(example, `${name}: operations/examples/path-parameters.ts`);
    });

    test(`call ${operation.id} by the client as it is called`, async () => {
      const calls: { readonly id: string; readonly call: RestCall }[] = [];
      const client = Object.fromEntries(
        Object.entries(methods).map(([group, byName]) => [
          group,
          attach(byName, async ({ id }, call) => {
            calls.push({ id, call });
            return { value: [] };
          }),
        ]),
      );
      const text = clientCallOf(operation);
      assert.ok(text, 'the client has no method for it');
      await runInNewContext(`(async () => { ${text} })()`, { client });
      const [first] = calls;
      assert.equal(first?.id, operation.id);
      assert.doesNotMatch(first?.call.path ?? '', /[{}]|undefined/);
      if (operation.body) assert.ok(first?.call.body !== undefined);
    });
  }
});
