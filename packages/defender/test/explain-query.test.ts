import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { QueryExplanation } from '@vakt/contract/hunting/query-explanation';
import { QUERY_EXPLANATION_PATH, queryExplanationSchema } from '@vakt/contract/hunting/query-explanation';
import type { Principal } from '@vakt/contract/principal';
import { Value } from 'typebox/value';
import { application, OTHER_TENANT, user } from './api.ts';
import { EventWorld } from './events.ts';

const GRAPH = { audience: 'https://graph.microsoft.com' };
const HUNTER = application(['AdvancedQuery.Read.All']);
const XDR_HUNTER = application(['AdvancedHunting.Read.All'], {
  audience: 'https://api.security.microsoft.com',
});
const GRAPH_HUNTER = application(['ThreatHunting.Read.All'], GRAPH);

describe('explaining a query', () => {
  let world: EventWorld;
  before(async () => {
    world = await EventWorld.start();
    const event = (Timestamp: string) => ({ Timestamp, FileName: 'a.exe', DeviceId: 'd1' });
    await world.add('DeviceProcessEvents', event('2026-11-21T05:00:00Z'), event('2026-09-21T05:00:00Z'));
  });
  beforeEach(() => {
    world.api.plan = 'XDR';
  });
  after(() => world.close());

  const ask = (body: unknown, as: Principal = HUNTER) =>
    world.api.call(QUERY_EXPLANATION_PATH, { method: 'POST', as, body });

  const explain = async (body: object, as?: Principal): Promise<QueryExplanation> => {
    const answer = await ask(body, as);
    assert.equal(answer.status, 200, answer.text);
    const value = answer.json<QueryExplanation>();
    assert.deepEqual([...Value.Errors(queryExplanationSchema, value)], []);
    return value;
  };

  it('shows columns, tables, plan, statement and times, and runs it when asked', async () => {
    const query = 'DeviceProcessEvents | summarize n = count() by FileName';
    const dry = await explain({ query });
    assert.deepEqual(dry.columns, [
      { name: 'FileName', type: 'string' },
      { name: 'n', type: 'long' },
    ]);
    assert.deepEqual(dry.tables, ['DeviceProcessEvents']);
    assert.equal(dry.passes[0]?.outcome, undefined);
    const { passes } = await explain({ query, run: true });
    assert.deepEqual([passes[0]?.outcome?.rows, passes[0]?.outcome?.rowsRead], [1, 2]);
  });

  it('explains what the API of the token would run: Graph’s with its look-back', async () => {
    const run = true;
    const query = 'DeviceProcessEvents';
    for (const [as, rows] of [
      [HUNTER, 2],
      [XDR_HUNTER, 2],
      [GRAPH_HUNTER, 1],
      [user(['ThreatHunting.Read.All'], GRAPH), 1],
    ] as const)
      assert.equal((await explain({ query, run }, as)).passes[0]?.outcome?.rows, rows);
    assert.equal((await explain({ query, run, timespan: 'P90D' }, GRAPH_HUNTER)).passes[0]?.outcome?.rows, 2);
    assert.equal((await ask({ query, timespan: '90d' }, GRAPH_HUNTER)).status, 400);
  });

  it('is refused to who may not hunt, with the words of the first API', async () => {
    const { status, error } = await ask({ query: 'DeviceInfo' }, application(['Alert.Read.All']));
    assert.equal(status, 403);
    assert.match(error.message, /AdvancedQuery\.Read\.All/);
    const unknown = await world.api.call(QUERY_EXPLANATION_PATH, {
      method: 'POST',
      as: undefined,
      body: { query: 'DeviceInfo' },
    });
    assert.equal(unknown.status, 401);
  });

  it('is no way around the licence or the quotas of the API', async () => {
    world.api.plan = 'Business';
    assert.equal((await ask({ query: 'DeviceInfo' })).error.code, 'DisabledFeature');
    world.api.plan = 'XDR';
    const eager = { ...HUNTER, tenantId: OTHER_TENANT };
    for (let call = 0; call < 45; call += 1)
      assert.equal((await ask({ query: 'DeviceInfo' }, eager)).status, 200, `call ${call}`);
    assert.equal((await ask({ query: 'DeviceInfo' }, eager)).status, 429);
    const query = { method: 'POST', as: eager, body: { Query: 'DeviceInfo' } } as const;
    assert.equal((await world.api.call('/api/advancedqueries/run', query)).status, 429);
  });

  it('says what is wrong with a query, and where', async () => {
    const { status, error } = await ask({ query: 'DeviceInfo\n| where Nope == 1' });
    assert.equal(status, 400);
    assert.match(error.message, /\(line 2, column 9\)$/);
    for (const body of ['', {}, { query: '' }, { query: 7 }, { query: 'x', run: 'yes' }])
      assert.equal((await ask(body)).error.code, 'InvalidRequestBody', JSON.stringify(body));
  });
});
