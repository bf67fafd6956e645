import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpRequest } from '@vakt/contract/http';
import type { AppId, ObjectId, TenantId } from '@vakt/contract/ids';
import type { Principal } from '@vakt/contract/principal';
import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { fail, ok } from '@vakt/contract/result';
import { removeOldRefusals } from '@vakt/store/refusals';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { FailureReplies } from '../src/refusals/failure-replies.ts';
import { RefusalLog } from '../src/refusals/refusal-log.ts';
import { refusalRoutes } from '../src/refusals/refusal-routes.ts';
import { type Answer, application, ORIGIN, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';

const SECURITY_READER = '5d6b6bb7-de71-4623-b4af-96380a352509';
const NOBODYS_ROLE = '00000000-1111-4111-8111-111111111111';

const stepOf = ({ headers }: Answer): string | undefined =>
  /^step=(\w+)/.exec(headers['vakt-explanation'] ?? '')?.[1];

describe('a refusal', () => {
  let test: TestStore;
  let api: TestApi;
  before(async () => {
    test = await withTestStore();
  });
  beforeEach(() => {
    api = new TestApi(test.store);
  });
  after(() => test.close());

  const kept = (answer: Answer): ExplainedRefusal => {
    const found = api.refused.find(({ id }) => id === answer.error.target);
    assert.ok(found, 'the refusal is kept under its correlation id');
    return found;
  };

  it('says that the token was not sent with the call', async () => {
    const answer = await api.call('/api/alerts');
    assert.equal(stepOf(answer), 'call');
    assert.equal(kept(answer).token, undefined);
  });

  it('says which permission is missing, and by which commands it is had', async () => {
    const as = application(['Machine.Read.All']);
    const answer = await api.call('/api/alerts', { as });
    assert.equal(
      answer.headers['vakt-explanation'],
      `step=permit, missing="the application permission Alert.Read.All or Alert.ReadWrite.All of WindowsDefenderATP", remedy="Add the application permission Alert.Read.All of WindowsDefenderATP to the application, and have an administrator consent again.", command="vakt app permission add --app ${as.appId} WindowsDefenderATP/Alert.Read.All && vakt app consent --app ${as.appId}", more="vakt explain ${answer.error.target}"`,
    );
    assert.equal(answer.headers['link'], `<${ORIGIN}/portal/app-registrations>; rel="help"`);
  });

  it('keeps the call and the claims that matter', async () => {
    const as = application(['Machine.Read.All']);
    const answer = await api.call("/api/alerts?$filter=title eq 'a secret'", { as });
    const { tenantId, appId, appDisplayName, objectId, audience, tokenId } = as;
    const { operation, method, path, status, token } = kept(answer);
    assert.deepEqual(
      { operation, method, path, status },
      { operation: 'listAlerts', method: 'GET', path: '/api/alerts', status: 403 },
    );
    assert.deepEqual(token, {
      tenantId,
      appId,
      appDisplayName,
      objectId,
      audience,
      tokenId,
      kind: 'application',
      permissions: ['Machine.Read.All'],
    });
    assert.doesNotMatch(JSON.stringify(kept(answer)), /a secret/);
  });

  it('tells the steps apart', async () => {
    const cases: readonly (readonly [Principal, string, RegExp])[] = [
      [user(['Machine.Read']), 'permit', /delegated permission Alert\.Read/],
      [user(['Alert.Read'], { directoryRoles: [NOBODYS_ROLE] }), 'permit', /directory role/],
      [application(['Alert.Read.All'], { audience: 'https://graph.microsoft.com' }), 'token', /a token for/],
    ];
    for (const [as, step, missing] of cases) {
      const answer = await api.call('/api/alerts', { as });
      assert.equal(answer.status, 403);
      assert.equal(stepOf(answer), step);
      assert.match(kept(answer).missing ?? '', missing);
    }
  });

  it('asks for a token of the right resource first, when the other one of the two cannot have the role', async () => {
    const as = application(['Incident.Read.All'], { audience: 'https://api.security.microsoft.com' });
    const answer = await api.call('/api/machines', { as });
    assert.match(answer.error.message, /^Missing application roles\./);
    assert.equal(stepOf(answer), 'token');
    const { missing, remedies, commands } = kept(answer);
    assert.match(missing ?? '', /^a token for WindowsDefenderATP: this one is for 'https:\/\/api\.security/);
    assert.match(remedies[0] ?? '', /scope=https:\/\/api\.securitycenter\.microsoft\.com\/\.default/);
    assert.match(remedies[1] ?? '', /^Add the application permission Machine\.Read\.All/);
    assert.deepEqual(commands, ['vakt token --resource endpoint']);
  });

  it('asks for the role that allows least', async () => {
    const as = user(['Alert.Read'], { directoryRoles: [] });
    const { commands } = kept(await api.call('/api/alerts', { as }));
    assert.deepEqual(commands, ["vakt user role add ann@contoso.com 'Security Reader'"]);
  });

  it('finds no fault with the steps before a call that the plan does not include', async () => {
    api.plan = 'Plan1';
    const as = application(['AdvancedQuery.Read.All']);
    const body = { Query: 'print 1' };
    const answer = await api.call('/api/advancedqueries/run', { method: 'POST', as, body });
    assert.equal(answer.error.code, 'DisabledFeature');
    assert.equal(stepOf(answer), 'call');
  });

  it('says how long to wait when the quota is used up', async () => {
    const as = application(['Alert.Read.All'], { appId: randomUUID() as AppId });
    const answers: Answer[] = [];
    for (let call = 0; call <= 100; call += 1) answers.push(await api.call('/api/alerts', { as }));
    const last = answers.at(-1);
    assert.ok(last);
    assert.equal(last.status, 429);
    assert.match(kept(last).remedies[0] ?? '', /^Wait 60 seconds/);
  });

  it('is what only refusals are', async () => {
    const as = application(['Alert.Read.All']);
    for (const path of ['/api/alerts/da1_1', '/api/alerts?$filter=nothing eq 1']) {
      const answer = await api.call(path, { as });
      assert.ok(answer.status === 400 || answer.status === 404, answer.text);
      assert.equal(answer.headers['vakt-explanation'], undefined);
    }
    assert.deepEqual(api.refused, []);
  });

  it('says why in headers of plain ASCII, whatever the caller is called', async () => {
    const as = user(['Alert.Read'], { directoryRoles: [], userPrincipalName: 'zoë"\r\nx: y@contoso.com' });
    const answer = await api.call('/api/alerts', { as });
    for (const value of Object.values(answer.headers)) assert.match(value, /^[\x20-\x7e]*$/);
  });

  it('goes to the log with the operation and the tenant of a token that was good once', () => {
    const noted: (TenantId | undefined)[] = [];
    const replies = new FailureReplies({ note: tenant => noted.push(tenant) }, api.clock);
    const request = { method: 'GET', path: '/api/alerts', origin: ORIGIN, remoteAddress: '' } as HttpRequest;
    const failure = { status: 401, code: 'Unauthorized', message: 'expired' };
    const operation = { id: 'listAlerts' } as never;
    replies.reply({ operation, request, failure, target: 'x', principal: application([]) });
    replies.reply({ operation, request, failure, target: 'y', principal: undefined });
    assert.deepEqual(noted, [TENANT, undefined]);
  });
});

describe('the log of refusals', () => {
  let test: TestStore;
  let now = Date.parse('2026-11-21T06:00:00Z');
  const clock = { now: () => now };
  const errors: unknown[] = [];
  const log = { error: (message: string) => errors.push(message) };
  before(async () => {
    test = await withTestStore();
  });
  beforeEach(async () => {
    await test.store.authority.deleteFrom('refusals').execute();
  });
  after(() => test.close());

  const refusalAt = (time: number, token?: Principal): ExplainedRefusal => ({
    id: randomUUID(),
    time: new Date(time).toISOString(),
    operation: 'listAlerts',
    method: 'GET',
    path: '/api/alerts',
    remoteAddress: '127.0.0.1',
    status: 403,
    code: 'Forbidden',
    message: 'Missing \0 roles',
    step: 'permit',
    remedies: ['Add it.'],
    ...(token && {
      token: { ...token, permissions: [], kind: 'application' } as unknown as NonNullable<
        ExplainedRefusal['token']
      >,
    }),
  });

  const idsOf = async (): Promise<string[]> =>
    (await test.store.authority.selectFrom('refusals').select('id').orderBy('created_at').execute()).map(
      ({ id }) => id,
    );

  it('takes no more of a tenant in a minute than its share, and others still have theirs', async () => {
    const limits = { keptPerTenant: 100, perMinute: 3, perMinuteOfAll: 5 };
    const refusals = new RefusalLog({ store: test.store, clock, log, limits });
    const flood = () => {
      for (let call = 0; call < 1_000; call += 1) refusals.note(TENANT, refusalAt(now));
    };
    flood();
    refusals.note(OTHER_TENANT, refusalAt(now));
    refusals.note(undefined, refusalAt(now));
    refusals.note(undefined, refusalAt(now));
    await refusals.settled();
    assert.equal((await idsOf()).length, 5, '3 of the one, 2 of the others');
    now += 60_000;
    flood();
    await refusals.settled();
    assert.equal((await idsOf()).length, 8);
  });

  it('keeps the newest of each tenant', async () => {
    const limits = { keptPerTenant: 2, perMinute: 50, perMinuteOfAll: 50 };
    const refusals = new RefusalLog({ store: test.store, clock, log, limits });
    const all = [0, 1, 2, 3].map(second => refusalAt(now + second * 1_000));
    for (const refusal of all) refusals.note(TENANT, refusal);
    const others = refusalAt(now - 1_000);
    refusals.note(OTHER_TENANT, others);
    await refusals.settled();
    assert.deepEqual(await idsOf(), [others.id, all[2]?.id, all[3]?.id]);
  });

  it('says so when the store is away, and goes on', async () => {
    const away = { authority: {} } as unknown as TestStore['store'];
    const refusals = new RefusalLog({ store: away, clock, log });
    refusals.note(TENANT, refusalAt(now));
    await refusals.settled();
    refusals.note(TENANT, refusalAt(now));
    await refusals.settled();
    assert.deepEqual(errors, ['refusals were not kept', 'refusals were not kept']);
  });

  it('forgets what is old', async () => {
    const refusals = new RefusalLog({ store: test.store, clock, log });
    const young = refusalAt(now);
    for (const refusal of [refusalAt(now - 8 * 86_400_000), young]) refusals.note(TENANT, refusal);
    await refusals.settled();
    while (await removeOldRefusals(test.store.authority, new Date(now - 7 * 86_400_000)));
    assert.deepEqual(await idsOf(), [young.id]);
  });

  describe('to those who ask', () => {
    let mine: ExplainedRefusal;
    let nobodys: ExplainedRefusal;
    let old: ExplainedRefusal;
    beforeEach(async () => {
      const refusals = new RefusalLog({ store: test.store, clock, log });
      mine = refusalAt(now, application([]));
      nobodys = refusalAt(now);
      old = refusalAt(now - 8 * 86_400_000, application([]));
      refusals.note(TENANT, mine);
      refusals.note(undefined, nobodys);
      refusals.note(TENANT, old);
      await refusals.settled();
    });

    const ask = async (id: string, as: Principal | 'operator' | undefined) => {
      const [route] = refusalRoutes({
        store: test.store,
        clock,
        entropy: systemEntropy,
        verify: async () =>
          as && as !== 'operator'
            ? ok(as)
            : fail({ status: 401, code: 'Unauthorized', message: 'No.', fault: 'missing' }),
        isOperator: () => as === 'operator',
      });
      assert.ok(route);
      return route.handle({ params: { id }, origin: ORIGIN, headers: {} } as unknown as HttpRequest);
    };

    it('is open to the caller that was refused and to readers of the tenant', async () => {
      const others = { appId: OTHER_TENANT as string as AppId, objectId: OTHER_TENANT as string as ObjectId };
      const reader = user([], { ...others, directoryRoles: [SECURITY_READER] });
      for (const as of [application([]), reader, 'operator'] as const) {
        const { status, body } = await ask(mine.id, as);
        assert.equal(status, 200);
        assert.deepEqual(body, { ...mine, message: 'Missing \uFFFD roles' });
      }
      for (const as of [application([], others), user([], { ...others, directoryRoles: [] })])
        assert.equal((await ask(mine.id, as)).status, 403);
      assert.equal((await ask(mine.id, undefined)).status, 401);
    });

    it('shows nothing to another tenant', async () => {
      const stranger = user([], { tenantId: OTHER_TENANT });
      assert.equal((await ask(mine.id, stranger)).status, 404);
    });

    it('shows calls of nobody’s tenant to the operator alone', async () => {
      assert.equal((await ask(nobodys.id, 'operator')).status, 200);
      assert.equal((await ask(nobodys.id, user([]))).status, 404);
    });

    it('has no refusal that is too old, unknown or no id', async () => {
      for (const id of [old.id, randomUUID(), "x' or 1=1", ''])
        for (const as of [application([]), 'operator'] as const)
          assert.equal((await ask(id, as)).status, 404);
    });
  });
});
