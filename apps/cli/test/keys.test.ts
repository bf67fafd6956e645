import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { FakeVakt } from './fake-vakt.ts';

const environment = { VAKT_OPERATOR_TOKEN: 'operator-token' };
const KEYS = [
  ['old', 'retiring', '2026-11-01T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ['now', 'signing', '2026-11-21T00:00:00.000Z', '2027-01-04T00:00:00.000Z'],
  ['then', 'next', '2027-01-02T00:00:00.000Z', '2027-02-15T00:00:00.000Z'],
].map(([keyId, state, signsFrom, publishedUntil]) => ({ keyId, state, signsFrom, publishedUntil }));
const routes = {
  'GET /vakt/v1/keys': () => ({ json: { value: KEYS } }),
  'POST /vakt/v1/keys/rotate': () => ({ json: { value: KEYS } }),
};

describe('vakt keys', () => {
  test("list shows each key's state and times, with the operator's token of the data directory", async () => {
    await using fake = await FakeVakt.start(routes);
    writeFileSync(join(fake.folder, 'operator.token'), 'operator-token\n');
    const { code, stdout } = await fake.run(['keys', 'list']);
    assert.equal(code, 0);
    assert.match(stdout, /^now\tsigning\t2026-11-21T00:00:00.000Z\t2027-01-04T00:00:00.000Z$/m);
    assert.equal(fake.seen[0]?.headers.authorization, 'Bearer operator-token');
    assert.deepEqual(JSON.parse((await fake.run(['keys', 'list', '--json'])).stdout), KEYS);
  });

  test('rotate says that tokens from before stay good', async () => {
    await using fake = await FakeVakt.start(routes);
    const { code, stdout, stderr } = await fake.run(['keys', 'rotate'], { environment });
    assert.equal(code, 0);
    assert.match(stdout, /^old\tretiring/m);
    assert.match(stderr, /Tokens from before stay good until they expire/);
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { revoke: false });
  });

  test('rotate --revoke says that they do not', async () => {
    await using fake = await FakeVakt.start(routes);
    const { code, stderr } = await fake.run(['keys', 'rotate', '--revoke'], { environment });
    assert.equal(code, 0);
    assert.match(stderr, /Tokens from before are void/);
    assert.deepEqual(JSON.parse(fake.seen[0]?.body ?? ''), { revoke: true });
  });
});
