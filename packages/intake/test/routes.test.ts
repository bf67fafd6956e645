import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { TableRows } from '@vakt/contract/hunting/tables';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import type { IntakeCaller, SinkFailure } from '../src/ports.ts';
import { intakeRoutes } from '../src/routes.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const OWN = 'a'.repeat(40) as DeviceId;
const OTHER = 'b'.repeat(40) as DeviceId;
const TIME = '2026-11-21T05:00:00.1234567Z';

interface Written {
  readonly tenantId: TenantId;
  readonly tables: readonly TableRows[];
  readonly importName?: string;
}

const setUp = (caller: IntakeCaller = { tenantId: TENANT }, failure?: SinkFailure) => {
  const written: Written[] = [];
  const routes = intakeRoutes({
    authenticate: async () => ok(caller),
    sink: {
      write: async (tenantId, tables, options) => {
        if (failure) return fail(failure);
        written.push({ tenantId, tables, ...options });
        return ok(undefined);
      },
    },
    delivered: { highestReportId: async () => ok(0n) },
    enrolments: {
      enrol: async ({ enrolmentKey }) =>
        enrolmentKey === 'key'
          ? ok({ deviceToken: 'token', tenantId: TENANT })
          : fail({ status: 401, code: 'Unauthorized', message: 'The enrolment key is not known.' }),
    },
    actions: { exchange: async () => ({ open: [], refused: [] }) },
    packages: { keep: async () => false },
    sessions: {
      progress: async () => false,
      keepResult: async () => false,
      libraryFile: async () => undefined,
    },
    entropy: { uuid: () => 'target', bytes: () => new Uint8Array() },
  });
  const post = async (
    path: string,
    body: string | Uint8Array,
    init: Partial<HttpRequest> & { search?: string } = {},
  ) => {
    const route = routes.find(candidate => candidate.path === path);
    assert.ok(route);
    return route.handle({
      method: 'POST',
      origin: 'https://localhost:8443',
      path,
      params: {},
      queryText: init.search ?? '',
      query: new URLSearchParams(init.search),
      headers: { 'content-type': 'application/json', ...init.headers },
      body: typeof body === 'string' ? Buffer.from(body) : body,
      remoteAddress: '127.0.0.1',
      signal: new AbortController().signal,
    });
  };
  const send = (body: string | Uint8Array, init: Partial<HttpRequest> & { search?: string } = {}) =>
    post('/intake/events', body, init);
  return { written, post, send };
};

const record = (properties: object = {}, category = 'AdvancedHunting-DeviceEvents') => ({
  time: TIME,
  tenantId: '22222222-2222-4222-8222-222222222222',
  operationName: 'Publish',
  category,
  properties: {
    Timestamp: TIME,
    DeviceId: OWN,
    DeviceName: 'ws1',
    ActionType: 'NamedPipeEvent',
    ReportId: 1,
    ...properties,
  },
});

const envelope = (...records: object[]): string => JSON.stringify({ records });
const bodyOf = (reply: HttpReply) => reply.body as Record<string, unknown>;
const codeOf = (reply: HttpReply) => (bodyOf(reply).error as { code: string }).code;

describe('POST /intake/events', () => {
  it('stores the records of an envelope in the tenant of the token, whatever tenant they name', async () => {
    const { send, written } = setUp();
    const reply = await send(envelope(record(), record({ ReportId: 2 }, 'AdvancedHunting-DeviceFileEvents')));
    assert.deepEqual([reply.status, reply.body], [200, { accepted: 2, rejected: [] }]);
    assert.deepEqual(
      written.map(({ tenantId, tables }) => [tenantId, tables.map(({ table }) => table)]),
      [[TENANT, ['DeviceEvents', 'DeviceFileEvents']]],
    );
  });

  it('takes one record a line, plain and gzipped', async () => {
    const { send, written } = setUp();
    const lines = `${JSON.stringify(record())}\n\r\n${JSON.stringify(record({ ReportId: 2 }))}`;
    assert.equal(bodyOf(await send(lines)).accepted, 2);
    const gzipped = await send(gzipSync(lines), { headers: { 'content-encoding': 'gzip' } });
    assert.equal(bodyOf(gzipped).accepted, 2);
    assert.equal(written.length, 2);
  });

  it('takes an envelope over several lines', async () => {
    const { send } = setUp();
    assert.equal(bodyOf(await send(JSON.stringify({ records: [record()] }, null, 2))).accepted, 1);
  });

  it('keeps the good records when others are bad, and names the bad by index and reason', async () => {
    const { send, written } = setUp();
    const reply = await send(
      envelope(
        record({ FileSize: 'many' }),
        record(),
        record({}, 'AdvancedHunting-Nothing'),
        record({ Timestamp: null }),
      ),
    );
    assert.deepEqual(reply.body, {
      accepted: 1,
      rejected: [
        { index: 0, reason: 'FileSize is a string, not a 64-bit integer' },
        { index: 2, reason: 'category names no hunting table: Nothing' },
        { index: 3, reason: 'Timestamp is missing' },
      ],
    });
    assert.equal(written.length, 1);
  });

  it('keeps a bad line of many from taking the others with it', async () => {
    const { send } = setUp();
    const reply = await send(
      `${JSON.stringify(record())}\n{"broken\n${JSON.stringify(record({ ReportId: 2 }))}`,
    );
    assert.equal(bodyOf(reply).accepted, 2);
    assert.deepEqual(
      (bodyOf(reply).rejected as { index: number }[]).map(({ index }) => index),
      [1],
    );
  });

  it('drops a record that a request holds twice and says which columns it left out', async () => {
    const { send } = setUp();
    const reply = await send(envelope(record({ Colour: 'red', MachineGroup: 'all' }), record()));
    assert.deepEqual(reply.body, {
      accepted: 1,
      repeated: 1,
      rejected: [],
      ignoredColumns: ['DeviceEvents.Colour'],
    });
  });

  it('passes the name of an import on', async () => {
    const { send, written } = setUp();
    await send(envelope(record()), { search: 'import=apt29%20day1' });
    assert.equal(written[0]?.importName, 'apt29 day1');
    assert.equal((await send(envelope(record()), { search: 'import=a%00b' })).status, 400);
  });

  it('answers 503 with Retry-After, and 429, when the sink cannot take the rows', async () => {
    const away = await setUp({ tenantId: TENANT }, { kind: 'unavailable', message: 'away' }).send(
      envelope(record()),
    );
    assert.deepEqual(
      [away.status, codeOf(away), away.headers?.['retry-after']],
      [503, 'ServiceUnavailable', '5'],
    );
    const busy = await setUp({ tenantId: TENANT }, { kind: 'busy', message: 'busy' }).send(
      envelope(record()),
    );
    assert.deepEqual([busy.status, codeOf(busy)], [429, 'TooManyRequests']);
  });

  it('refuses bodies that are not JSON, not UTF-8, not gzip, of another type or another coding', async () => {
    const { send } = setUp();
    const outcomes = await Promise.all([
      send('events'),
      send(''),
      send('[]'),
      send(Uint8Array.from([0x22, 0xff, 0x22])),
      send('{}', { headers: { 'content-encoding': 'gzip' } }),
      send('{}', { headers: { 'content-encoding': 'br' } }),
      send('{}', { headers: { 'content-type': 'text/xml' } }),
    ]);
    assert.deepEqual(
      outcomes.map(reply => reply.status),
      [400, 400, 400, 400, 400, 415, 415],
    );
    for (const reply of outcomes) assert.equal((bodyOf(reply).error as { target: string }).target, 'target');
  });
});

describe('attacks on POST /intake/events', () => {
  it("does not let a device write another device's rows, nor alerts, nor imports", async () => {
    const { send, written } = setUp({ tenantId: TENANT, deviceId: OWN });
    const reply = await send(
      envelope(
        record(),
        record({ DeviceId: OTHER }),
        record({ DeviceId: null }),
        record({}, 'AdvancedHunting-AlertEvidence'),
        record({ DeviceId: OWN.toUpperCase(), ReportId: 9 }),
      ),
    );
    assert.equal(bodyOf(reply).accepted, 2);
    assert.deepEqual(
      (bodyOf(reply).rejected as { index: number }[]).map(({ index }) => index),
      [1, 2, 3],
    );
    assert.deepEqual(
      written[0]?.tables.map(({ rows }) => rows.map(row => row.DeviceId)),
      [[OWN, OWN]],
    );
    assert.equal((await send(envelope(record()), { search: 'import=x' })).status, 403);
  });

  it('stops a zip bomb at the limit', async () => {
    const { send } = setUp();
    const bomb = gzipSync(Buffer.alloc(64 * 1_048_576, ' '));
    const reply = await send(bomb, { headers: { 'content-encoding': 'gzip' } });
    assert.deepEqual([reply.status, codeOf(reply)], [413, 'RequestEntityTooLarge']);
  });

  it('refuses deep nesting without overflowing', async () => {
    const { send, written } = setUp();
    assert.equal((await send('['.repeat(5_000_000))).status, 400);
    assert.equal((await send(`${'{"records":'.repeat(200_000)}1${'}'.repeat(200_000)}`)).status, 400);
    const nested = `${JSON.stringify(record()).slice(0, -2)},"AdditionalFields":${'[1,'.repeat(1_000)}1${']'.repeat(1_000)}}}`;
    assert.equal((await send(`${nested}\n${JSON.stringify(record())}`)).status, 200);
    assert.equal(written.length, 1);
  });

  it('treats __proto__ and constructor as names of unknown columns', async () => {
    const { send, written } = setUp();
    const text = envelope(record()).replace(
      '"ReportId"',
      '"__proto__":{"ActionType":"x"},"constructor":1,"ReportId"',
    );
    const reply = await send(text);
    assert.deepEqual(bodyOf(reply).ignoredColumns, ['DeviceEvents.__proto__', 'DeviceEvents.constructor']);
    const row = written[0]?.tables[0]?.rows[0];
    assert.equal(Object.getPrototypeOf(row), Object.prototype);
    assert.equal(row?.ActionType, 'NamedPipeEvent');
    assert.equal(bodyOf(await send(envelope(record({}, 'AdvancedHunting-__proto__')))).accepted, 0);
  });

  it('keeps NUL and other control characters as data', async () => {
    const { send, written } = setUp();
    await send(envelope(record({ FileName: 'a\u0000b\u001b[31m' })));
    assert.equal(written[0]?.tables[0]?.rows[0]?.FileName, 'a\u0000b\u001b[31m');
  });

  it('works on sixteen deliveries at once and sends more away', async () => {
    const { send } = setUp();
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(envelope(record()))));
    assert.deepEqual(replies.map(({ status }) => status).sort(), [
      ...Array(16).fill(200),
      ...Array(4).fill(429),
    ]);
  });
});

describe('POST /intake/devices/enrol', () => {
  const device = { enrolmentKey: 'key', deviceId: OWN, deviceName: 'ws1', osPlatform: 'Linux' };

  it('gives a device its token, not to be cached', async () => {
    const { post } = setUp();
    const reply = await post('/intake/devices/enrol', JSON.stringify(device));
    assert.deepEqual([reply.status, reply.body], [200, { deviceToken: 'token', tenantId: TENANT }]);
    assert.equal(reply.headers?.['cache-control'], 'no-store');
  });

  it('refuses what is not a device and a key that is not known', async () => {
    const { post } = setUp();
    const statusOf = async (body: object) =>
      (await post('/intake/devices/enrol', JSON.stringify(body))).status;
    assert.equal(await statusOf({ ...device, deviceId: 'x' }), 400);
    assert.equal(await statusOf({ ...device, deviceName: 1 }), 400);
    assert.equal(await statusOf({ ...device, osPlatform: 'x'.repeat(300) }), 400);
    assert.equal(await statusOf([]), 400);
    const unknown = await post('/intake/devices/enrol', JSON.stringify({ ...device, enrolmentKey: 'guess' }));
    assert.deepEqual([unknown.status, codeOf(unknown)], [401, 'Unauthorized']);
    assert.ok(!JSON.stringify(unknown.body).includes('guess'));
  });
});
