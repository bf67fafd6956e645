import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Principal } from '@vakt/contract/principal';
import { huntingFunctionSchema } from '@vakt/contract/schemas/hunting-function';
import { Value } from 'typebox/value';
import { type Answer, application, OTHER_TENANT, user } from './api.ts';
import { EventWorld } from './events.ts';

const GRAPH = { audience: 'https://graph.microsoft.com' };
const AUTHOR = user(['CustomDetection.ReadWrite.All'], GRAPH);
const HUNTER = application(['ThreatHunting.Read.All'], GRAPH);
const ALL = '/vakt/v1/hunting/functions';
const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';

const RUNS = {
  name: 'Runs',
  parameters: 'name:string',
  body: 'DeviceProcessEvents | where FileName =~ name',
};

describe('saved functions', () => {
  let world: EventWorld;
  before(async () => {
    world = await EventWorld.start('off');
    const event = (FileName: string) => ({ Timestamp: '2026-11-21T05:00:00Z', FileName, DeviceId: 'd1' });
    await world.add('DeviceProcessEvents', event('a.exe'), event('b.exe'));
  });
  beforeEach(async () => {
    await world.store.authority.deleteFrom('hunting_functions').execute();
  });
  after(() => world.close());

  const send = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    as: Principal = AUTHOR,
  ): Promise<Answer> => world.api.call(path, { method, as, ...(body !== undefined && { body }) });

  const save = (custom: object) => send('POST', ALL, custom);

  const count = async (query: string, path: string, as: Principal): Promise<unknown> => {
    const answer = await world.api.call(path, { method: 'POST', as, body: { Query: `${query} | count` } });
    const { Results, results } = answer.json<Record<'Results' | 'results', { Count: number }[]>>();
    return (Results ?? results)?.[0]?.Count ?? answer.error.message;
  };

  const hunt = (query: string) => count(query, '/v1.0/security/runHuntingQuery', HUNTER);

  it('are made, read, changed and deleted', async () => {
    const made = await save({ ...RUNS, description: 'By name' });
    assert.equal(made.status, 201, made.text);
    assert.deepEqual([...Value.Errors(huntingFunctionSchema, made.json())], []);
    const { createdBy, lastModifiedDateTime } = made.json();
    assert.deepEqual([createdBy, lastModifiedDateTime], ['ann@contoso.com', '2026-11-21T06:00:00.000Z']);
    assert.equal(await hunt('Runs("A.EXE")'), 1);

    const changed = await send('PATCH', `${ALL}/Runs`, {
      body: 'DeviceProcessEvents | where FileName != name',
    });
    assert.equal(changed.status, 200, changed.text);
    assert.equal(changed.json()['description'], 'By name');
    assert.equal(await hunt('Runs("x")'), 2);

    const listed = await send('GET', ALL, undefined, HUNTER);
    assert.deepEqual(listed.json<{ value: unknown[] }>().value, [changed.json()]);
    assert.deepEqual((await send('GET', `${ALL}/Runs`, undefined, HUNTER)).json(), changed.json());

    assert.equal((await send('DELETE', `${ALL}/Runs`)).status, 204);
    assert.match(String(await hunt('Runs("x")')), /Runs/);
    for (const method of ['GET', 'DELETE'] as const)
      assert.equal((await send(method, `${ALL}/Runs`)).error.code, 'ResourceNotFound');
    assert.equal((await send('PATCH', `${ALL}/Runs`, { description: 'x' })).status, 404);
  });

  it('are called through every door', async () => {
    await save(RUNS);
    const defender = application(['AdvancedQuery.Read.All', 'AdvancedHunting.Read.All']);
    for (const path of ['/api/advancedqueries/run', '/api/advancedhunting/run'])
      assert.equal(await count('Runs("a.exe")', path, defender), 1, path);
    assert.equal(await hunt('Runs("a.exe")'), 1);
  });

  it('are of their tenant alone', async () => {
    await save(RUNS);
    const stranger = { ...AUTHOR, tenantId: OTHER_TENANT };
    assert.deepEqual((await send('GET', ALL, undefined, stranger)).json(), { value: [] });
    for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', { description: 'x' }]] as const)
      assert.equal((await send(method, `${ALL}/Runs`, body, stranger)).status, 404, method);
    assert.equal((await send('POST', ALL, { ...RUNS, body: 'print 1' }, stranger)).status, 201);
    assert.equal(await hunt('Runs("a.exe")'), 1);
  });

  it('have one name each', async () => {
    await save(RUNS);
    const { status, error } = await save(RUNS);
    assert.deepEqual([status, error.code], [400, 'BadRequest']);
    assert.match(error.message, /'Runs' already/);
  });

  it('are at most 200 in a tenant', async () => {
    const { db } = world;
    const at = new Date(world.api.now);
    const rows = Array.from({ length: 200 }, (_, index) => ({
      name: `F${index}`,
      description: '',
      parameters: '',
      body: 'print 1',
      created_by: 'ann',
      created_at: at,
      modified_by: 'ann',
      modified_at: at,
    }));
    await db.insertInto('hunting_functions').values(rows).execute();
    const { status, error } = await save(RUNS);
    assert.deepEqual([status, error.message.includes('200')], [400, true]);
  });

  for (const [custom, message] of [
    [{ ...RUNS, name: 'runs' }, /The name of the function: A name has/],
    [{ ...RUNS, parameters: 'name:thing' }, /The parameters of the function: .* \(line 1, column 6\)/],
    [
      { ...RUNS, body: 'DeviceProcessEvents\n| where Nope == name' },
      /The body of the function: .*Nope.* \(line 2, column 9\)/,
    ],
    [{ ...RUNS, body: 'Runs(name)' }, /The body of the function: .*Runs/],
    [{ ...RUNS, body: 'print 1 }; DeviceInfo; let G = () { print 2' }, /brackets do not match/],
    [{ ...RUNS, body: '\0' }, /The body of the function/],
  ] as const)
    it(`are refused with the place: ${JSON.stringify(custom)}`, async () => {
      const { status, error } = await save(custom);
      assert.equal(status, 400);
      assert.match(error.message, message);
      assert.deepEqual((await send('GET', ALL)).json(), { value: [] });
    });

  it('are checked when they are changed as when they are made', async () => {
    await save(RUNS);
    const { status, error } = await send('PATCH', `${ALL}/Runs`, { parameters: 'other:string' });
    assert.equal(status, 400);
    assert.match(error.message, /The body of the function: .*name/);
  });

  for (const body of [{}, { name: 'X' }, { ...RUNS, extra: 1 }, { ...RUNS, body: 'x'.repeat(65_537) }, 'x'])
    it(`are not made of ${JSON.stringify(body).slice(0, 40)}`, async () => {
      assert.equal((await save(body as object)).error.code, 'InvalidRequestBody');
    });

  it('are changed by who may change rules, and read by who may hunt', async () => {
    for (const [as, path] of [
      [HUNTER, 'POST'],
      [application(['CustomDetection.Read.All'], GRAPH), 'POST'],
      [user(['CustomDetection.ReadWrite.All'], { ...GRAPH, directoryRoles: [SECURITY_READER] }), 'POST'],
      [application(['CustomDetection.ReadWrite.All']), 'POST'],
      [application(['SecurityAlert.Read.All'], GRAPH), 'GET'],
    ] as const)
      assert.equal((await send(path, ALL, path === 'GET' ? undefined : RUNS, as)).status, 403);
    assert.equal((await send('GET', ALL, undefined, HUNTER)).status, 200);
    assert.equal(
      (await send('POST', ALL, RUNS, application(['CustomDetection.ReadWrite.All'], GRAPH))).status,
      201,
    );
  });
});
