import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fits, unmatched } from '../src/commands/rules/fits.ts';
import { FakeVakt } from './fake-vakt.ts';

const RULES = '/v1.0/security/rules/detectionRules';

const rule = (displayName: string, severity = 'Medium') => ({
  displayName,
  isEnabled: true,
  detectionAction: { alertTemplate: { title: displayName, severity, mitreTechniques: ['T1003.008'] } },
});
const onServer = (id: string, displayName: string, queryText: string) => ({
  id,
  createdBy: 'ada',
  ...rule(displayName, 'medium'),
  queryCondition: { queryText, lastModifiedDateTime: '2026-01-01T00:00:00Z' },
});

describe('rules as code', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vakt-rules-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const writeRule = (stem: string, query: string): void => {
    write(`${stem}.json`, rule(stem));
    write(`${stem}.kql`, `${query}\n`);
  };

  describe('vakt rules test', () => {
    const tried = (alerts: readonly unknown[]) =>
      FakeVakt.start({ 'POST /vakt/v1/detection/trials': () => ({ json: { alerts } }) });
    const writeCase = (alerts: readonly unknown[]): void => {
      writeRule('shadow', 'DeviceProcessEvents');
      write('shadow.test.json', { cases: [{ name: 'cat', rows: { DeviceProcessEvents: [{}] }, alerts }] });
    };

    test('tries a rule with its query and passes when the alerts fit', async () => {
      writeCase([{ title: 'shadow', evidence: [{ fileName: 'cat' }] }]);
      await using fake = await tried([
        { title: 'shadow', severity: 'medium', evidence: [{ fileName: 'sh' }, { fileName: 'cat' }] },
      ]);
      const { code, stdout } = await fake.run(['rules', 'test', folder]);
      assert.equal(code, 0);
      assert.equal(stdout, 'ok\tshadow\tcat\n');
      const sent = JSON.parse(fake.seen[0]?.body ?? '') as { rule: { queryCondition: object }; rows: object };
      assert.deepEqual(sent.rule.queryCondition, { queryText: 'DeviceProcessEvents' });
      assert.deepEqual(sent.rows, { DeviceProcessEvents: [{}] });
    });

    test('fails when an alert is missing, too much or another one, and says which', async () => {
      for (const raised of [[], [{ title: 'other' }], [{ title: 'shadow' }, { title: 'shadow' }]]) {
        writeCase([{ title: 'shadow' }]);
        await using fake = await tried(raised);
        const { code, stdout, stderr } = await fake.run(['rules', 'test', folder]);
        assert.equal(code, 1);
        assert.equal(stdout, 'not ok\tshadow\tcat\n');
        assert.match(stderr, /alerts expected|no alert fits/);
        assert.match(stderr, /1 of 1 cases failed/);
      }
    });

    test('fails a case that the server cannot run, with its words, and goes on', async () => {
      writeCase([]);
      writeRule('other', 'DeviceEvents');
      write('other.test.json', { cases: [{ name: 'quiet', rows: { DeviceEvents: [] }, alerts: [] }] });
      await using fake = await FakeVakt.start({
        'POST /vakt/v1/detection/trials': ({ body }) =>
          body.includes('DeviceProcessEvents')
            ? { status: 400, json: { error: { code: 'BadRequest', message: 'No such column.' } } }
            : { json: { alerts: [] } },
      });
      const { code, stdout, stderr } = await fake.run(['rules', 'test', folder]);
      assert.equal(code, 1);
      assert.equal(stdout, 'ok\tother\tquiet\nnot ok\tshadow\tcat\n');
      assert.match(stderr, /No such column/);
    });

    test('says which rules nothing is tested of', async () => {
      writeRule('shadow', 'DeviceProcessEvents');
      await using fake = await tried([]);
      const { code, stderr } = await fake.run(['rules', 'test', folder]);
      assert.equal(code, 0);
      assert.match(stderr, /shadow\.json has no cases/);
    });
  });

  describe('vakt rules diff and push', () => {
    const server = (...rules: readonly object[]) => ({
      [`GET ${RULES}`]: () => ({ json: { value: rules } }),
    });

    test('find nothing where the tenant says the same in other letters', async () => {
      writeRule('shadow', 'DeviceEvents | take 1');
      await using fake = await FakeVakt.start(server(onServer('7', 'shadow', 'DeviceEvents | take 1')));
      assert.equal((await fake.run(['rules', 'diff', folder])).code, 0);
      assert.equal((await fake.run(['rules', 'push', folder])).stdout, '');
    });

    test('name what is new, changed and not in the folder', async () => {
      writeRule('fresh', 'DeviceEvents');
      writeRule('shadow', 'DeviceEvents | take 2');
      await using fake = await FakeVakt.start(
        server(onServer('7', 'shadow', 'DeviceEvents | take 1'), onServer('8', 'old', 'DeviceEvents')),
      );
      const { code, stdout } = await fake.run(['rules', 'diff', folder]);
      assert.equal(code, 1);
      assert.equal(stdout, 'new\tfresh\nchanged\tshadow\tqueryCondition/queryText\nnot in the folder\told\n');
    });

    test('a push adds and changes, and removes only when it is told to', async () => {
      writeRule('fresh', 'DeviceEvents');
      writeRule('shadow', 'DeviceEvents | take 2');
      await using fake = await FakeVakt.start({
        ...server(onServer('7', 'shadow', 'DeviceEvents | take 1'), onServer('8', 'old', 'DeviceEvents')),
        [`POST ${RULES}`]: () => ({ status: 201, json: {} }),
        [`PATCH ${RULES}/7`]: () => ({ json: {} }),
        [`DELETE ${RULES}/8`]: () => ({ status: 204 }),
      });
      const first = await fake.run(['rules', 'push', folder]);
      assert.equal(first.stdout, 'added\tfresh\nchanged\tshadow\nleft\told\n');
      assert.match(first.stderr, /--prune removes them/);
      const second = await fake.run(['rules', 'push', folder, '--prune']);
      assert.match(second.stdout, /removed\told\n/);
    });
  });

  test('a wrong folder is a wrong command line, and the file is named', async () => {
    await using fake = await FakeVakt.start();
    const refused = async (expected: RegExp): Promise<void> => {
      const { code, stderr } = await fake.run(['rules', 'test', folder]);
      assert.equal(code, 2);
      assert.match(stderr, expected);
    };
    await refused(/has no rule/);
    write('lost.test.json', { cases: [] });
    write('a.json', rule('a'));
    await refused(/lost\.test\.json has no rule beside it/);
    write('lost.json', '{');
    await refused(/lost\.json cannot be read/);
    write('lost.json', rule('a'));
    await refused(/display name 'a' of another file/);
    write('lost.json', rule('lost'));
    write('lost.test.json', { cases: [{ rows: {}, alerts: 1 }] });
    await refused(/cases\[0\]: 'alerts' must be a list/);
  });
});

describe('what an alert says at least', () => {
  test('may be more, never less', () => {
    assert.ok(fits({ a: 1 }, { a: 1, b: 2 }));
    assert.ok(!fits({ a: 1, b: 2 }, { a: 1 }));
    assert.ok(!fits({ a: null }, {}));
  });

  test('one member of a list stands for one expected member', () => {
    assert.ok(fits([{ a: 1 }], [{ a: 2 }, { a: 1 }]));
    assert.deepEqual(unmatched([1, 1], [1, 2]), [1]);
  });
});
