import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { MOST_INDICATORS } from '@vakt/contract/operations/indicators';
import type { Principal } from '@vakt/contract/principal';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import { type Answer, application, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';

interface Indicator {
  readonly id: string;
  readonly indicatorValue: string;
  readonly indicatorType: string;
  readonly action: string;
  readonly application: string | null;
  readonly title: string;
  readonly severity: string;
  readonly createdBy: string;
  readonly createdByDisplayName: string;
  readonly lastUpdatedBy: string | null;
  readonly sourceType: string;
  readonly createdBySource: string;
  readonly creationTimeDateTimeUtc: string;
  readonly lastUpdateTime: string;
  readonly expirationTime: string | null;
  readonly generateAlert: boolean;
  readonly rbacGroupNames: readonly string[];
}
interface ImportResult {
  readonly id: string | null;
  readonly indicator: string | null;
  readonly isFailed: boolean;
  readonly failureReason: string | null;
}

const ALL = application(['Ti.ReadWrite.All']);
const OWN = application(['Ti.ReadWrite']);
const OTHER_APP = application(['Ti.ReadWrite'], {
  appId: '55555555-5555-4555-8555-555555555555' as never,
  appDisplayName: 'Feeder',
});
const ANN = user(['Ti.ReadWrite'], { objectId: '66666666-6666-4666-8666-666666666666' as never });
const SHA1 = '220e7d15b0b3d7fac48f2bd61114db1022197f7f';
const FILE = {
  indicatorValue: SHA1,
  indicatorType: 'FileSha1',
  action: 'Block',
  title: 'A bad file',
  description: 'Known from a report',
};
const ADDRESS = { ...FILE, indicatorValue: '198.51.100.7', indicatorType: 'IpAddress' };

describe('indicators', () => {
  let test: TestStore;
  let api: TestApi;

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
  });
  beforeEach(async () => {
    for (const tenant of [TENANT, OTHER_TENANT])
      await test.store.tenant(tenant).deleteFrom('indicators').execute();
  });
  after(() => test.close());

  const post = (path: string, body: unknown, as: Principal): Promise<Answer> => {
    api.now += 3_000;
    return api.call(`/api/indicators${path}`, { method: 'POST', body, as });
  };
  const submit = async (body: object, as: Principal = ALL): Promise<Indicator> => {
    const answer = await post('', body, as);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Indicator>();
  };
  const refused = async (body: object, as: Principal = ALL) => {
    const answer = await post('', body, as);
    assert.ok(answer.status >= 400 && answer.status < 500, answer.text);
    return { status: answer.status, ...answer.error };
  };
  const list = async (query = '', as: Principal = ALL): Promise<Indicator[]> => {
    api.now += 1_000;
    const answer = await api.call(`/api/indicators${query}`, { as });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<{ value: Indicator[] }>().value;
  };
  const importAll = async (items: readonly unknown[], as: Principal = ALL): Promise<ImportResult[]> => {
    const answer = await post('/import', { Indicators: items }, as);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<{ value: ImportResult[] }>().value;
  };

  describe('submitting', () => {
    it('stores an indicator and answers it whole', async () => {
      const indicator = await submit({
        ...FILE,
        application: 'demo-test',
        severity: 'High',
        expirationTime: '2027-01-01T00:00:00Z',
        recommendedActions: 'nothing',
        rbacGroupNames: ['group1', 'group2'],
        generateAlert: true,
      });
      assert.match(indicator.id, /^\d+$/);
      assert.equal(indicator.createdBy, ALL.appId);
      assert.equal(indicator.createdByDisplayName, 'Collector');
      assert.equal(indicator.sourceType, 'AadApp');
      assert.equal(indicator.createdBySource, 'PublicApi');
      assert.equal(indicator.expirationTime, '2027-01-01T00:00:00.0000000Z');
      assert.equal(indicator.generateAlert, true);
      assert.deepEqual(indicator.rbacGroupNames, ['group1', 'group2']);
      assert.deepEqual(await list(), [
        Object.fromEntries(Object.entries(indicator).filter(([name]) => name !== '@odata.context')),
      ]);
    });

    it('names the user where a user submits', async () => {
      const indicator = await submit(FILE, ANN);
      assert.equal(indicator.createdBy, 'ann@contoso.com');
      assert.equal(indicator.sourceType, 'User');
    });

    it('changes the one of that type and value, whatever its letter case, but not its application', async () => {
      const first = await submit({ ...FILE, application: 'first', severity: 'Low' });
      const second = await submit({
        ...FILE,
        indicatorValue: SHA1.toUpperCase(),
        application: 'second',
        title: 'Changed',
      });
      assert.equal(second.id, first.id);
      assert.equal(second.title, 'Changed');
      assert.equal(second.application, 'first');
      assert.equal(second.severity, 'Informational');
      assert.equal(second.lastUpdatedBy, ALL.appId);
      assert.equal(second.creationTimeDateTimeUtc, first.creationTimeDateTimeUtc);
      assert.notEqual(second.lastUpdateTime, first.lastUpdateTime);
      assert.equal((await list()).length, 1);
    });

    it('keeps one value of two types apart', async () => {
      await submit({ ...FILE, action: 'Allowed' });
      await submit({ ...FILE, indicatorType: 'CertificateThumbprint', action: 'Allowed' });
      assert.equal((await list()).length, 2);
    });

    it('stores the value once when it is submitted twice at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => post('', FILE, ALL).then(answer => answer.json<Indicator>())),
      );
      assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
    });

    it('refuses values that are none of their type, with the code of the type', async () => {
      for (const [indicatorType, indicatorValue, code] of [
        ['FileSha1', SHA1.slice(1), 'InvalidHashValue'],
        ['FileMd5', SHA1, 'InvalidHashValue'],
        ['FileSha256', SHA1, 'InvalidHashValue'],
        ['CertificateThumbprint', 'x'.repeat(40), 'InvalidHashValue'],
        ['IpAddress', '198.51.100.0/24', 'InvalidIpAddress'],
        ['DomainName', '*.evil.example', 'InvalidDomainName'],
        ['Url', 'ftp://evil.example', 'InvalidUrl'],
      ] as const) {
        const error = await refused({ ...FILE, indicatorType, indicatorValue, action: 'Allowed' });
        assert.deepEqual([error.status, error.code], [400, code]);
        assert.ok(error.message.includes(indicatorValue), error.message);
      }
    });

    it('takes for each type the actions that it has, the older names too', async () => {
      const [files, network] = [
        'Allowed Audit Warn Block BlockAndRemediate Alert AlertAndBlock'.split(' '),
        'Allowed Audit Warn Block Alert AlertAndBlock'.split(' '),
      ];
      const types: readonly (readonly [string, string, readonly string[]])[] = [
        ['FileSha1', SHA1, files],
        ['FileMd5', 'd41d8cd98f00b204e9800998ecf8427e', files],
        ['FileSha256', 'ab'.repeat(32), files],
        ['IpAddress', '2001:db8:0:0:0:0:0:1', network],
        ['DomainName', 'evil.example', network],
        ['Url', 'https://evil.example/a', network],
        ['CertificateThumbprint', SHA1, ['Allowed', 'BlockAndRemediate']],
      ];
      for (const [indicatorType, indicatorValue, actions] of types)
        for (const action of files) {
          const body = { ...FILE, indicatorType, indicatorValue, action };
          if (actions.includes(action)) assert.equal((await submit(body)).action, action);
          else assert.equal((await refused(body)).code, 'InvalidInput');
          api.now += 60_000;
        }
    });

    it('alerts with Audit and with the older names, and otherwise when it is told to', async () => {
      const alerts = async (action: string, generateAlert?: unknown) =>
        (await submit({ ...FILE, action, generateAlert })).generateAlert;
      assert.equal(await alerts('Audit'), true);
      assert.equal(await alerts('Alert', false), true);
      assert.equal(await alerts('AlertAndBlock', null), true);
      assert.equal(await alerts('Block'), false);
      assert.equal(await alerts('Block', true), true);
      assert.equal(await alerts('Warn', 'True'), true);
      const error = await refused({ ...FILE, action: 'Audit', generateAlert: false });
      assert.equal(error.message, 'With the action Audit, generateAlert must be true.');
    });

    it('reads device groups as a list and as text with commas', async () => {
      assert.deepEqual((await submit({ ...FILE, rbacGroupNames: 'a, b,,' })).rbacGroupNames, ['a', 'b']);
      assert.deepEqual((await submit({ ...FILE, rbacGroupNames: null })).rbacGroupNames, []);
    });

    it('keeps a caller’s own id under the name of the wire and that of the pages', async () => {
      for (const name of ['externalId', 'externalID']) {
        const indicator = await submit({ ...FILE, [name]: name });
        assert.equal((indicator as Indicator & Record<string, unknown>)['externalId'], name);
      }
    });

    it('takes back what it answered', async () => {
      const indicator = await submit(ADDRESS);
      const { '@odata.context': _, ...same } = indicator as Indicator & Record<string, unknown>;
      assert.equal((await submit({ ...same, title: 'Again' })).id, indicator.id);
    });

    it('refuses bodies that lack a part, misspell one or overflow', async () => {
      for (const body of [
        {},
        [],
        { ...FILE, title: undefined },
        { ...FILE, title: '' },
        { ...FILE, description: undefined },
        { ...FILE, indicatorType: 'filesha1' },
        { ...FILE, action: 'Quarantine' },
        { ...FILE, severity: 'Critical' },
        { ...FILE, GenerateAlert: true },
        { ...FILE, generateAlert: 'maybe' },
        { ...FILE, indicatorValue: 7 },
        { ...FILE, title: 'x'.repeat(1_001) },
        { ...FILE, rbacGroupNames: [1] },
      ])
        assert.equal((await refused(body)).code, 'InvalidRequestBody', JSON.stringify(body).slice(0, 100));
      for (const expirationTime of ['yesterday', '2020-12-12T00:00:00Z', '2027-02-31'])
        assert.equal((await refused({ ...FILE, expirationTime })).code, 'InvalidInput');
    });

    it('keeps text that no database takes', async () => {
      const { title } = await submit({ ...FILE, title: 'a\u0000b\uD800' });
      assert.equal(title, 'a\uFFFDb\uFFFD');
    });
  });

  describe('whose they are', () => {
    it('shows an application with Ti.ReadWrite its own ones, with Ti.ReadWrite.All everybody’s', async () => {
      await submit(FILE, OWN);
      await submit(ADDRESS, OTHER_APP);
      await submit({ ...FILE, indicatorType: 'DomainName', indicatorValue: 'evil.example' }, ANN);
      const values = async (as: Principal) =>
        (await list('', as)).map(({ indicatorValue }) => indicatorValue);
      assert.deepEqual(await values(OWN), [SHA1]);
      assert.deepEqual(await values(OTHER_APP), ['198.51.100.7']);
      assert.deepEqual(await values(ANN), ['evil.example']);
      assert.equal((await values(ALL)).length, 3);
      assert.equal((await values(application(['Ti.Read.All']))).length, 3);
    });

    it('answers one by its id to whom it is shown in the list', async () => {
      const submitted = await submit(FILE, OWN);
      const get = (as: Principal, id = submitted.id) => api.call(`/api/indicators/${id}`, { as });
      for (const as of [OWN, ALL, application(['Ti.Read.All'])])
        assert.deepEqual((await get(as)).json<Indicator>(), submitted);
      for (const as of [OTHER_APP, ANN, application(['Ti.ReadWrite.All'], { tenantId: OTHER_TENANT })])
        assert.equal((await get(as)).status, 404);
      for (const id of ['0', 'no-number', '9'.repeat(30)]) assert.equal((await get(ALL, id)).status, 404);
    });

    it('does not let an application with Ti.ReadWrite change or delete another’s', async () => {
      const { id } = await submit(FILE, OTHER_APP);
      assert.deepEqual(
        [(await refused({ ...FILE, title: 'Mine' }, OWN)).code, (await list())[0]?.title],
        ['Forbidden', 'A bad file'],
      );
      const [result] = await importAll([{ ...FILE, title: 'Mine' }], OWN);
      assert.equal(result?.isFailed, true);
      assert.match(result?.failureReason ?? '', /Ti\.ReadWrite\.All/);
      const remove = (as: Principal) => api.call(`/api/indicators/${id}`, { method: 'DELETE', as });
      assert.equal((await remove(OWN)).status, 404);
      assert.equal((await post('/BatchDelete', { IndicatorIds: [id] }, OWN)).status, 404);
      assert.equal((await remove(OTHER_APP)).status, 204);
    });

    it('keeps the creator when somebody with Ti.ReadWrite.All changes an indicator', async () => {
      await submit(FILE, OTHER_APP);
      const changed = await submit({ ...FILE, title: 'Changed' }, ALL);
      assert.equal(changed.createdBy, OTHER_APP.appId);
      assert.equal(changed.lastUpdatedBy, ALL.appId);
      assert.equal((await list('', OTHER_APP)).length, 1);
    });

    it('keeps tenants apart', async () => {
      const stranger = application(['Ti.ReadWrite.All'], { tenantId: OTHER_TENANT });
      const mine = await submit(FILE);
      const theirs = await submit(FILE, stranger);
      assert.notEqual(mine.id, theirs.id);
      assert.deepEqual(
        (await list('', stranger)).map(({ id }) => id),
        [theirs.id],
      );
      const answer = await api.call(`/api/indicators/${mine.id}`, { method: 'DELETE', as: stranger });
      assert.equal(answer.status, 404);
    });
  });

  describe('listing', () => {
    beforeEach(async () => {
      await submit({ ...FILE, severity: 'Low', title: 'one', rbacGroupNames: ['Berlin'] });
      await submit({
        ...ADDRESS,
        action: 'AlertAndBlock',
        severity: 'High',
        title: 'two',
        application: 'feed',
      });
      await submit(
        {
          ...FILE,
          indicatorType: 'Url',
          indicatorValue: 'https://evil.example/a',
          action: 'Audit',
          title: 'three',
        },
        ANN,
      );
    });
    const titles = async (query: string) => (await list(query)).map(({ title }) => title);

    it('filters by every property that the page names', async () => {
      const { creationTimeDateTimeUtc } = (await list())[2] as Indicator;
      for (const [filter, expected] of [
        ["action+eq+'AlertAndBlock'", ['two']],
        [`indicatorValue eq '${SHA1}'`, ['one']],
        ["indicatorType eq 'Url'", ['three']],
        ["severity in ('Low','High')", ['one', 'two']],
        ["application eq 'feed'", ['two']],
        ["title ne 'one'", ['two', 'three']],
        ['generateAlert eq true', ['two', 'three']],
        ['expirationTime eq null', ['one', 'two', 'three']],
        ["rbacGroupNames/any(name: name eq 'Berlin')", ['one']],
        ["createdBy eq 'ann@contoso.com'", ['three']],
        ["createdByDisplayName eq 'Collector'", ['one', 'two']],
        [`creationTimeDateTimeUtc ge ${creationTimeDateTimeUtc}`, ['three']],
      ] as const)
        assert.deepEqual(await titles(`?$filter=${filter}`), expected, filter);
    });

    it('pages by $top and $skip, the oldest first, and orders by gravity', async () => {
      assert.deepEqual(await titles('?$top=2'), ['one', 'two']);
      assert.deepEqual(await titles('?$skip=2'), ['three']);
      assert.deepEqual(await titles('?$orderby=severity desc'), ['two', 'one', 'three']);
    });

    it('counts what the caller sees', async () => {
      const answer = await api.call('/api/indicators?$count=true&$top=0', { as: ANN });
      assert.equal(answer.json()['@odata.count'], 1);
      assert.equal((await api.call('/api/indicators/$count', { as: ANN })).text, '1');
    });

    it('refuses what cannot be filtered by', async () => {
      const answer = await api.call("/api/indicators?$filter=description eq 'x'", { as: ALL });
      assert.deepEqual([answer.status, answer.error.code], [400, 'ODataError']);
    });
  });

  describe('expiring', () => {
    it('forgets an indicator when its time is over, and takes its value afresh', async () => {
      const expirationTime = new Date(api.now + 3_600_000).toISOString();
      const first = await submit({ ...FILE, expirationTime, application: 'first' }, OTHER_APP);
      assert.equal((await list()).length, 1);
      api.now += 3_600_000;
      assert.deepEqual(await list(), []);
      const gone = await api.call(`/api/indicators/${first.id}`, { method: 'DELETE', as: ALL });
      assert.equal(gone.status, 404);
      const second = await submit({ ...FILE, application: 'second' }, OWN);
      assert.notEqual(second.id, first.id);
      assert.equal(second.application, 'second');
      assert.equal(second.createdBy, OWN.appId);
    });
  });

  describe('importing', () => {
    it('takes each item or refuses it by itself', async () => {
      const results = await importAll([
        FILE,
        { ...ADDRESS, indicatorValue: '10.0.0.0/8' },
        { ...ADDRESS, action: 'BlockAndRemediate' },
        { indicatorValue: 'evil.example' },
        {},
        ADDRESS,
      ]);
      assert.deepEqual(
        results.map(({ indicator, isFailed }) => [indicator, isFailed]),
        [
          [SHA1, false],
          ['10.0.0.0/8', true],
          ['198.51.100.7', true],
          ['evil.example', true],
          [null, true],
          ['198.51.100.7', false],
        ],
      );
      assert.match(results[1]?.failureReason ?? '', /ranges are not supported/);
      assert.match(
        results[2]?.failureReason ?? '',
        /BlockAndRemediate is not for indicators of type IpAddress/,
      );
      assert.equal(results[1]?.id, null);
      const stored = await list();
      assert.deepEqual(
        stored.map(({ id }) => id),
        [results[0]?.id, results[5]?.id],
      );
    });

    it('lets the last of two items with one value hold', async () => {
      const results = await importAll([FILE, { ...FILE, title: 'Last' }]);
      assert.equal(results[0]?.id, results[1]?.id);
      assert.deepEqual(
        (await list()).map(({ title }) => title),
        ['Last'],
      );
    });

    it('takes 500 items and no more, and not none', async () => {
      const items = Array.from({ length: 501 }, (_, index) => ({
        ...ADDRESS,
        indicatorValue: `10.1.${index >> 8}.${index & 255}`,
      }));
      const tooMany = await post('/import', { Indicators: items }, ALL);
      assert.equal(tooMany.status, 400);
      assert.equal(tooMany.error.code, 'MaximumBatchSizeExceeded');
      assert.equal(tooMany.error.message, 'Maximum batch size exceeded. Received: 501, allowed: 500.');
      const taken = await importAll(items.slice(1));
      assert.equal(taken.filter(({ isFailed }) => !isFailed).length, 500);
      for (const body of [{ Indicators: [] }, {}, { indicators: [FILE] }, { Indicators: [7] }, []])
        assert.equal((await post('/import', body, ALL)).error.code, 'InvalidRequestBody');
    });
  });

  describe('the most that a tenant can have', () => {
    it('takes 15,000 active indicators; changes to them still pass', async () => {
      await submit({ ...FILE, expirationTime: new Date(api.now + 86_400_000).toISOString() });
      await sql`
        insert into indicators (indicator_type, indicator_value, match_key, action, severity, title, description,
          generate_alert, rbac_group_names, owner_id, created_by, created_by_display_name, source_type,
          created_ticks, updated_ticks)
        select 'DomainName', 'd' || n || '.example', 'd' || n || '.example', 'Block', 'Low', 't', 'd',
          false, '[]', 'x', 'x', 'x', 'AadApp', 1, 1
        from generate_series(1, ${MOST_INDICATORS - 2}) n`.execute(test.store.tenant(TENANT));
      const results = await importAll([ADDRESS, { ...ADDRESS, indicatorValue: '198.51.100.8' }, FILE]);
      assert.deepEqual(
        results.map(({ isFailed }) => isFailed),
        [false, true, false],
      );
      const error = await refused({ ...ADDRESS, indicatorValue: '198.51.100.9' });
      assert.equal(error.code, 'BadRequest');
      assert.match(error.message, /15000 active indicators/);
      await submit({ ...ADDRESS, title: 'Changed' });
      const theirs = await submit(FILE, application(['Ti.ReadWrite.All'], { tenantId: OTHER_TENANT }));
      assert.ok(theirs.id);
    });
  });

  describe('deleting', () => {
    const batch = (ids: readonly unknown[], as = ALL) => post('/BatchDelete', { IndicatorIds: ids }, as);

    it('deletes one and answers without a body', async () => {
      const { id } = await submit(FILE);
      const answer = await api.call(`/api/indicators/${id}`, { method: 'DELETE', as: ALL });
      assert.deepEqual([answer.status, answer.text], [204, '']);
      assert.deepEqual(await list(), []);
      assert.equal((await api.call(`/api/indicators/${id}`, { method: 'DELETE', as: ALL })).status, 404);
      assert.equal((await api.call('/api/indicators/x', { method: 'DELETE', as: ALL })).status, 404);
    });

    it('deletes many, or none when one is not there', async () => {
      const [one, two] = [await submit(FILE), await submit(ADDRESS)];
      const missing = await batch([one.id, '999999', two.id]);
      assert.deepEqual([missing.status, missing.error.code], [404, 'ResourceNotFound']);
      assert.match(missing.error.message, /999999/);
      assert.equal((await list()).length, 2);
      assert.equal((await batch([one.id, two.id, one.id])).status, 204);
      assert.deepEqual(await list(), []);
    });

    it('refuses lists that are empty, too long or hold what is no id', async () => {
      const codes = async (ids: readonly unknown[]) => {
        const { status, error } = await batch(ids);
        assert.equal(status, 400);
        return error.code;
      };
      assert.equal(await codes([]), 'InvalidRequestBody');
      assert.equal(await codes([7]), 'InvalidRequestBody');
      assert.equal(await codes(['1', '-2']), 'InvalidInput');
      assert.equal(await codes(['9'.repeat(40)]), 'InvalidInput');
      assert.equal(
        await codes(Array.from({ length: 501 }, (_, at) => String(at))),
        'MaximumBatchSizeExceeded',
      );
    });

    it('is not for users: the pages list no delegated permission', async () => {
      const { id } = await submit(FILE, ANN);
      assert.equal((await api.call(`/api/indicators/${id}`, { method: 'DELETE', as: ANN })).status, 403);
    });
  });
});
