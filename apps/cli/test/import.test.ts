import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { deliver } from '../src/commands/import/deliver.ts';
import { progressLine } from '../src/commands/import/progress.ts';
import { type FakeReply, FakeVakt, type SeenRequest } from './fake-vakt.ts';

const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

/** A token whose claims name the tenant. */
const token = `h.${Buffer.from(JSON.stringify({ tid: TENANT })).toString('base64url')}.s`;
const tokens = (): FakeReply => ({ json: { token_type: 'Bearer', expires_in: 3599, access_token: token } });

const recordsOf = ({ body }: SeenRequest): { category: string; tenantId: string; properties: object }[] =>
  JSON.parse(body).records;

const takingAll = (request: SeenRequest): FakeReply => ({
  json: { accepted: recordsOf(request).length, rejected: [] },
});

const event = (name: string, deviceId = 'a'.repeat(40)): string =>
  JSON.stringify({
    time: '2026-11-21T10:00:00Z',
    tenantId: TENANT,
    category: 'AdvancedHunting-DeviceProcessEvents',
    properties: { Timestamp: '2026-11-21T10:00:00.1234567Z', DeviceId: deviceId, FileName: name },
  });

const writeEvents = (fake: FakeVakt, ...lines: string[]): string => {
  const file = join(fake.folder, 'events.json');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

describe('vakt import', () => {
  test('posts the rows under the name, and counts them by table', async () => {
    await using fake = await FakeVakt.start({
      'POST /demo/oauth2/v2.0/token': tokens,
      'POST /intake/events': takingAll,
    });
    const { code, stdout, stderr } = await fake.run([
      'import',
      writeEvents(fake, event('a'), event('b')),
      '--name',
      'drill',
    ]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, 'DeviceProcessEvents\t2\n');
    assert.match(stderr, /2 of 2 rows from 2 lines are stored/);
    const [posted] = fake.seen;
    assert.equal(posted?.query.get('import'), 'drill');
    assert.deepEqual(posted && recordsOf(posted).map(({ category, tenantId }) => [category, tenantId]), [
      ['AdvancedHunting-DeviceProcessEvents', TENANT],
      ['AdvancedHunting-DeviceProcessEvents', TENANT],
    ]);
  });

  test('names every rejected line with its file, number and reason', async () => {
    await using fake = await FakeVakt.start({
      'POST /demo/oauth2/v2.0/token': tokens,
      'POST /intake/events': takingAll,
    });
    const file = writeEvents(fake, event('a'), 'not json', event('b'));
    const { code, stderr } = await fake.run(['import', file]);
    assert.equal(code, 8);
    assert.match(stderr, new RegExp(`${file}:2: .+`));
    assert.match(stderr, /2 of 2 rows from 3 lines/);
  });

  test('names rows that the service refuses', async () => {
    await using fake = await FakeVakt.start({
      'POST /demo/oauth2/v2.0/token': tokens,
      'POST /intake/events': () => ({
        json: { accepted: 0, rejected: [{ index: 0, reason: 'DeviceId is missing' }] },
      }),
    });
    const { code, stderr } = await fake.run(['import', writeEvents(fake, event('a'))]);
    assert.equal(code, 8);
    assert.match(stderr, /a row of DeviceProcessEvents: refused by the service: DeviceId is missing/);
  });

  test('runs the rules over what it stored', async () => {
    await using fake = await FakeVakt.start({
      'POST /demo/oauth2/v2.0/token': tokens,
      'POST /intake/events': takingAll,
      'POST /vakt/v1/detection/runs': () => ({ json: { importName: 'drill', rules: [] } }),
    });
    const file = writeEvents(fake, event('a'));
    assert.equal((await fake.run(['import', file, '--name', 'drill', '--run-rules'])).code, 0);
    assert.deepEqual(JSON.parse(fake.seen[1]?.body ?? ''), { import: 'drill' });
  });

  test('of a missing file sends nothing', async () => {
    await using fake = await FakeVakt.start();
    assert.equal((await fake.run(['import', '/nowhere.json'])).code, 2);
    assert.equal(fake.seen.length, 0);
  });

  test('without the permission is exit code 5', async () => {
    await using fake = await FakeVakt.start({
      'POST /demo/oauth2/v2.0/token': tokens,
      'POST /intake/events': () => ({ status: 403, json: { error: { code: 'Forbidden', message: 'no' } } }),
    });
    assert.equal((await fake.run(['import', writeEvents(fake, event('a'))])).code, 5);
  });
});

async function* upTo(count: number): AsyncGenerator<number> {
  for (let index = 0; index < count; index++) yield index;
}

describe('delivery', () => {
  test('keeps a few batches under way and no more', async () => {
    let underWay = 0;
    let most = 0;
    await deliver(upTo(20), 3, async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
    });
    assert.equal(most, 3);
    assert.equal(underWay, 0);
  });

  test('ends at the first failure, after what is under way', async () => {
    const sent: number[] = [];
    const delivery = deliver(upTo(100), 2, async batch => {
      sent.push(batch);
      await new Promise(setImmediate);
      if (batch === 3) throw new Error('full');
    });
    await assert.rejects(delivery, /full/);
    assert(sent.length < 10, `${sent.length} batches were sent`);
  });
});

test('progress is a bar, a share and a count', () => {
  assert.match(
    progressLine({ bytesRead: 50, bytesTotal: 100, rows: 1234 }),
    /^█{12}░{12} 50 % {2}1,234 rows stored$/,
  );
  assert.match(progressLine({ bytesRead: 0, bytesTotal: 0, rows: 0 }), /100 %/);
});
