import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Principal } from '@vakt/contract/principal';
import { application, OTHER_TENANT, user } from './api.ts';
import { EventWorld } from './events.ts';

const GRAPH = { audience: 'https://graph.microsoft.com' };
const HUNTER = application(['ThreatHunting.Read.All'], GRAPH);
const PATH = '/v1.0/security/runHuntingQuery';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

interface Found {
  readonly results: readonly Record<string, unknown>[];
}

describe('Graph’s door to hunting', () => {
  let world: EventWorld;
  before(async () => {
    world = await EventWorld.start('off');
    const event = (Timestamp: string, FileName: string) => ({ Timestamp, FileName, DeviceId: 'd1' });
    await world.add(
      'DeviceProcessEvents',
      event('2026-11-21T05:00:00.1234567Z', 'today'),
      event('2026-11-11T05:00:00Z', 'ten days ago'),
      event('2026-09-30T05:00:00Z', 'long ago'),
    );
    await world.add('DeviceInfo', { Timestamp: '2026-09-30T05:00:00Z', DeviceId: 'd1', DeviceName: 'old' });
  });
  beforeEach(() => {
    world.api.plan = 'XDR';
  });
  after(() => world.close());

  const ask = (body: unknown, { as = HUNTER as Principal, path = PATH, origin = '' } = {}) =>
    world.api.call(path, { method: 'POST', as, body, ...(origin && { origin }) });

  const names = async (Query: string, Timespan?: string): Promise<unknown[]> => {
    const answer = await ask({ Query, ...(Timespan !== undefined && { Timespan }) });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Found>().results.map(row => Object.values(row)[0]);
  };

  const BY_AGE = 'DeviceProcessEvents | sort by Timestamp desc | project FileName';

  it('answers with schema and results in Graph’s letters, and their context on the host and version asked', async () => {
    const query =
      'DeviceProcessEvents | where FileName == "today" | project Timestamp, FileName, n = 7, d = dynamic({"a":1})';
    for (const [path, version] of [
      [PATH, 'v1.0'],
      ['/beta/security/runHuntingQuery', 'beta'],
      // As Graph's SDKs write it.
      ['/v1.0/security/microsoft.graph.security.runHuntingQuery', 'v1.0'],
      ['/beta/security/microsoft.graph.security.runHuntingQuery', 'beta'],
    ] as const) {
      const answer = await ask({ query }, { path, origin: 'https://graph.microsoft.com' });
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json(), {
        '@odata.context': `https://graph.microsoft.com/${version}/$metadata#microsoft.graph.security.huntingQueryResults`,
        schema: [
          { name: 'Timestamp', type: 'DateTime' },
          { name: 'FileName', type: 'String' },
          { name: 'n', type: 'Int64' },
          { name: 'd', type: 'Object' },
        ],
        results: [{ Timestamp: '2026-11-21T05:00:00.1234567Z', FileName: 'today', n: 7, d: { a: 1 } }],
      });
    }
  });

  it('looks back 30 days, or as far as the timespan says', async () => {
    assert.deepEqual(await names(BY_AGE), ['today', 'ten days ago']);
    assert.deepEqual(await names(BY_AGE, 'P1D'), ['today']);
    assert.deepEqual(await names(BY_AGE, 'P90D'), ['today', 'ten days ago', 'long ago']);
    assert.deepEqual(await names(BY_AGE, '2026-09-01/P60D'), ['long ago']);
    assert.deepEqual(await names(BY_AGE, '2026-11-11T05:00:00Z/2026-11-11T05:00:00Z'), ['ten days ago']);
    assert.deepEqual(await names(BY_AGE, ''), ['today', 'ten days ago']);
  });

  it('lets the smaller of the timespan and the query’s own bounds count', async () => {
    const bounded = 'DeviceProcessEvents | where Timestamp < ago(5d) | project FileName';
    assert.deepEqual(await names(bounded, 'P30D'), ['ten days ago']);
    assert.deepEqual(await names(bounded, 'P1D'), []);
    const wide = 'DeviceProcessEvents | where Timestamp > ago(90d) | count';
    assert.deepEqual(await names(wide, 'P1D'), [1]);
  });

  it('bounds every table of a query, wherever it stands', async () => {
    const joined = 'DeviceProcessEvents | join kind=inner DeviceInfo on DeviceId | summarize n = count()';
    assert.deepEqual(await names(joined), [0]);
    assert.deepEqual(await names(joined, 'P90D'), [3]);
    const inside = 'DeviceProcessEvents | where DeviceId in ((DeviceInfo | project DeviceId)) | count';
    assert.deepEqual(await names(inside), [0]);
    assert.deepEqual(
      await names('DeviceInfo | extend b = dynamic({"k":1}) | evaluate bag_unpack(b) | count'),
      [0],
    );
  });

  for (const Timespan of ['30d', 'P1D/P1D', '2026-11-02/2026-11-01', 7])
    it(`refuses the timespan ${Timespan}`, async () => {
      const { status, error } = await ask({ Query: 'DeviceInfo', Timespan });
      assert.deepEqual([status, error.code], [400, 'BadRequest']);
      assert.match(error.message, /timespan/i);
    });

  it('words failures as Graph does', async () => {
    const answer = await world.api.call(PATH, {
      method: 'POST',
      as: HUNTER,
      body: { Query: 'DeviceInfo | wher' },
      headers: { 'client-request-id': 'mine' },
    });
    assert.equal(answer.status, 400);
    const { error } = answer.json<{ error: Record<string, unknown> }>();
    assert.deepEqual(Object.keys(error), ['code', 'message', 'innerError']);
    assert.equal(error['code'], 'BadRequest');
    assert.match(String(error['message']), /line 1, column 14/);
    const inner = error['innerError'] as Record<string, string>;
    assert.equal(inner['date'], '2026-11-21T06:00:00');
    assert.equal(inner['client-request-id'], 'mine');
    assert.equal(inner['request-id'], answer.headers['request-id']);
  });

  it('takes no token of Defender’s, whatever it may do', async () => {
    const { status, error } = await ask(
      { Query: 'DeviceInfo' },
      { as: application(['ThreatHunting.Read.All']) },
    );
    assert.deepEqual([status, error.code], [401, 'InvalidAuthenticationToken']);
    assert.match(error.message, /https:\/\/graph\.microsoft\.com\/\.default/);
  });

  it('refuses who may not hunt, and explains it', async () => {
    const { status, error, headers } = await ask(
      { Query: 'DeviceInfo' },
      { as: application(['SecurityAlert.Read.All'], GRAPH) },
    );
    assert.deepEqual([status, error.code], [403, 'Forbidden']);
    assert.match(headers['vakt-explanation'] ?? '', /ThreatHunting\.Read\.All of Microsoft Graph/);
    const { id, code } = world.api.refused.at(-1) ?? assert.fail();
    assert.deepEqual([id, code], [error.target, 'Forbidden']);
  });

  it('asks of a user a directory role that reads, besides the permission', async () => {
    const scopes = ['ThreatHunting.Read.All'];
    const reader = user(scopes, { ...GRAPH, directoryRoles: [SECURITY_READER] });
    assert.equal((await ask({ Query: 'DeviceInfo' }, { as: reader })).status, 200);
    const nobody = user(scopes, { ...GRAPH, directoryRoles: [] });
    const { status, error } = await ask({ Query: 'DeviceInfo' }, { as: nobody });
    assert.deepEqual([status, error.code], [403, 'Forbidden']);
    assert.match(error.message, /Security Reader/);
  });

  for (const plan of ['Plan1', 'Business'] as const)
    it(`is not part of ${plan}, and says so`, async () => {
      world.api.plan = plan;
      const { status, error } = await ask({ Query: 'DeviceInfo' });
      assert.deepEqual([status, error.code], [403, 'Forbidden']);
      assert.match(error.message, /plan is .+ does not include this operation/);
    });

  it('shows nothing of another tenant', async () => {
    const stranger = application(['ThreatHunting.Read.All'], { ...GRAPH, tenantId: OTHER_TENANT });
    const answer = await ask({ Query: 'DeviceProcessEvents', Timespan: 'P90D' }, { as: stranger });
    assert.deepEqual(answer.json<Found>().results, []);
  });
});
