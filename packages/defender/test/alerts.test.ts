import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AlertId } from '@vakt/contract/ids';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { application, type CallOptions, OTHER_TENANT, TENANT, TestApi, user } from './api.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

interface Alert {
  readonly id: string;
  readonly incidentId: number;
  readonly status: string;
  readonly severity: string;
  readonly title: string;
  readonly alertCreationTime: string;
  readonly lastUpdateTime: string;
  readonly resolvedTime: string | null;
  readonly assignedTo: string | null;
  readonly determination: string | null;
  readonly classification: string | null;
  readonly comments: readonly { comment: string; createdBy: string; createdTime: string }[];
  readonly evidence: readonly Record<string, unknown>[];
}
interface Collection {
  readonly '@odata.context': string;
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Alert[];
}

const READER = application(['Alert.Read.All']);
const WRITER = application(['Alert.ReadWrite.All']);
const MINUTE = 60_000;

describe('alerts', () => {
  let test: TestStore;
  let api: TestApi;
  /** The oldest first. */
  const ids: AlertId[] = [];

  before(async () => {
    test = await withTestStore();
    api = new TestApi(test.store);
    const db = test.store.tenant(TENANT);
    await addDevices(db, {}, {});
    for (const [index, severity] of ['Low', 'High', 'Medium', 'High', 'Informational'].entries()) {
      const title = `Finding ${index}`;
      const { alertId } = await addAlert(db, api.now + index * MINUTE, { severity, title });
      ids.push(alertId);
    }
    api.now += 10 * MINUTE;
    await addAlert(test.store.tenant(OTHER_TENANT), api.now);
  });
  after(() => test.close());

  const list = async (query = '', options: CallOptions = {}): Promise<Collection> => {
    api.now += 2_000;
    const answer = await api.call(`/api/alerts${query}`, { as: READER, ...options });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Collection>();
  };
  const titles = async (query: string): Promise<string[]> =>
    (await list(query)).value.map(({ title }) => title.replace('Finding ', ''));
  const refusal = async (query: string) => {
    const { status, error } = await api.call(`/api/alerts${query}`, { as: READER });
    assert.deepEqual([status, error.code], [400, 'ODataError']);
    return error.message;
  };

  it('lists the newest first, without evidence, with the context of the host that was asked', async () => {
    const { value, ...rest } = await list();
    assert.deepEqual(
      value.map(({ id }) => id),
      ids.toReversed(),
    );
    assert.ok(value.every(({ evidence }) => evidence.length === 0));
    assert.deepEqual(rest, { '@odata.context': 'https://api.security.microsoft.com/api/$metadata#Alerts' });
    const asked = await list('', { origin: 'https://localhost:8443' });
    assert.equal(asked['@odata.context'], 'https://localhost:8443/api/$metadata#Alerts');
  });

  it('writes the properties in the order of the wire', async () => {
    const [first] = (await list('?$expand=evidence&$top=1')).value;
    assert.equal(
      Object.keys(first ?? {}).join(),
      'id,incidentId,investigationId,assignedTo,severity,status,classification,determination,investigationState,detectionSource,detectorId,category,threatFamilyName,title,description,alertCreationTime,firstEventTime,lastEventTime,lastUpdateTime,resolvedTime,machineId,computerDnsName,rbacGroupName,aadTenantId,threatName,mitreTechniques,relatedUser,loggedOnUsers,comments,evidence,domains',
    );
    assert.equal(Object.keys(first?.evidence[0] ?? {}).length, 26);
    assert.equal(Object.keys(first?.evidence[0] ?? {})[0], 'entityType');
    assert.match(first?.alertCreationTime ?? '', /\.\d{7}Z$/);
  });

  it('answers the conditions that clients send', async () => {
    assert.deepEqual(await titles("?$filter=severity+eq+'High'"), ['3', '1']);
    assert.deepEqual(
      await titles("?$filter=severity eq 'High'and alertCreationTime gt 2026-11-21T06:02:00Z"),
      ['3'],
    );
    assert.deepEqual(await titles("?$filter=severity in ('Low','Medium')&$orderby=alertCreationTime"), [
      '0',
      '2',
    ]);
    assert.deepEqual(
      await titles(
        '?$filter=lastUpdateTime ge 2026-11-21T06:01:00.0000000Z and lastUpdateTime lt 2026-11-22',
      ),
      ['4', '3', '2', '1'],
    );
    assert.deepEqual(await titles('?$filter=alertCreationTime ge 2026-11-21T08:04:00+02:00'), ['4']);
    assert.deepEqual(await titles(`?$filter=id eq '${ids[2]}'`), ['2']);
    assert.deepEqual(await titles("?$filter=status ne 'Resolved' and not (severity eq 'High')"), [
      '4',
      '2',
      '0',
    ]);
  });

  it('keeps times apart that differ by 100 ns', async () => {
    const [newest] = (await list('?$top=1')).value;
    const time = newest?.alertCreationTime ?? '';
    assert.deepEqual(await titles(`?$filter=alertCreationTime ge ${time}`), ['4']);
    assert.deepEqual(await titles(`?$filter=alertCreationTime gt ${time}`), []);
  });

  it('drops what is not selected, and pages by $top and $skip without a next link', async () => {
    const { value, ...rest } = await list('?$select=id,title&$top=2&$skip=1&$count=true');
    assert.deepEqual(value, [
      { id: ids[3], title: 'Finding 3' },
      { id: ids[2], title: 'Finding 2' },
    ]);
    assert.equal(rest['@odata.count'], 5);
    assert.equal(rest['@odata.nextLink'], undefined);
    assert.deepEqual((await list('?$top=0')).value, []);
    assert.deepEqual((await list('?$skip=100')).value, []);
  });

  it('says what is wrong with a query and where', async () => {
    assert.match(await refusal("?$filter=severity eqq 'High'"), /at position 9 in 'severity eqq 'High''/);
    assert.match(await refusal("?$filter=title eq 'x'"), /'title' cannot be used in the \$filter/);
    assert.match(await refusal('?$top=10001'), /The limit of '10000' for Top query has been exceeded/);
    assert.match(
      await refusal('?$expand=machine'),
      /'machine' on type 'microsoft\.windowsDefenderATP\.api\.Alert'/,
    );
    assert.match(await refusal("?$filter=status eq 'New'; drop table alerts"), /position 15/);
  });

  it('gets an alert with evidence, and none of another tenant', async () => {
    const answer = await api.call(`/api/v1.0/alerts/${ids[0]}`, { as: READER });
    assert.equal(answer.json<Alert>().evidence.length, 2);
    assert.equal(
      answer.json()['@odata.context'],
      'https://api.security.microsoft.com/api/$metadata#Alerts/$entity',
    );
    const foreign = await api.call(`/api/alerts/${ids[0]}`, {
      as: application(['Alert.Read.All'], { tenantId: OTHER_TENANT }),
    });
    assert.deepEqual([foreign.status, foreign.error.code], [404, 'ResourceNotFound']);
    assert.equal(foreign.error.message, `Alert ${ids[0]} was not found`);
    assert.match(foreign.error.target, /^[0-9a-f-]{36}$/);
    const odd = await api.call(`/api/alerts/${encodeURIComponent("x' or 1=1 --")}`, { as: READER });
    assert.equal(odd.status, 404);
  });

  const update = (id: string, body: unknown, as: CallOptions['as'] = WRITER) =>
    api.call(`/api/alerts/${id}/`, { method: 'PATCH', as, body });

  it('updates an alert, under both spellings', async () => {
    const id = ids[1] ?? '';
    const first = await update(id, {
      status: 'InProgress',
      assignedTo: 'secop2@contoso.com',
      comment: 'I look at it',
    });
    assert.equal(first.status, 200, first.text);
    const second = await update(
      id,
      { Status: 'Resolved', Classification: 'FalsePositive', Determination: 'NotMalicious', Comment: 'Done' },
      user(['Alert.ReadWrite']),
    );
    const alert = second.json<Alert>();
    const now = new Date(api.now).toISOString().replace('Z', '0000Z');
    assert.deepEqual(
      [alert.status, alert.assignedTo, alert.classification, alert.determination, alert.resolvedTime],
      ['Resolved', 'secop2@contoso.com', 'FalsePositive', 'Clean', now],
    );
    assert.deepEqual(alert.comments, [
      { comment: 'I look at it', createdBy: 'Collector', createdTime: now },
      { comment: 'Done', createdBy: 'ann@contoso.com', createdTime: now },
    ]);
    // The second change of one moment is a microsecond later: no two changes have the same time.
    assert.equal(alert.lastUpdateTime, now.replace('00Z', '10Z'));
    const reopened = (await update(id, { status: 'New' })).json<Alert>();
    assert.deepEqual([reopened.status, reopened.resolvedTime], ['New', null]);
    assert.equal(reopened.evidence.length, 2);
  });

  it('appends every comment of callers who write at once', async () => {
    const id = ids[2] ?? '';
    await Promise.all(Array.from({ length: 10 }, (_, n) => update(id, { comment: `remark ${n}` })));
    const alert = (await api.call(`/api/alerts/${id}`, { as: READER })).json<Alert>();
    assert.equal(new Set(alert.comments.map(({ comment }) => comment)).size, 10);
  });

  for (const [body, message] of [
    ['', /it is empty/],
    ['{"status":', /it is not JSON/],
    [{}, /Request body is incorrect/],
    [{ STATUS: 'New' }, /STATUS is not a property/],
    [{ status: 'Closed' }, /status .*New, InProgress, Resolved/],
    [{ assignedTo: 5 }, /assignedTo/],
    [[], /object/],
    [{ comment: 'x'.repeat(10_001) }, /comment/],
  ] as const)
    it(`refuses the body ${JSON.stringify(body).slice(0, 40)}`, async () => {
      const { status, error } = await update(ids[0] ?? '', body);
      assert.deepEqual([status, error.code], [400, 'InvalidRequestBody']);
      assert.match(error.message, message);
    });

  it('does not update for a reader, nor what does not exist', async () => {
    assert.equal((await update(ids[0] ?? '', { status: 'New' }, READER)).status, 403);
    assert.equal((await update('da1_1', { status: 'New' })).status, 404);
  });

  it('shows alerts of one device in one incident, and an update of an alert in the incident', async () => {
    const as = application(['Incident.Read.All'], { audience: 'https://api.security.microsoft.com' });
    const answer = await api.call('/api/incidents?$top=1', { as });
    const [incident] = answer.json<{
      value: {
        incidentId: number;
        severity: string;
        lastUpdateTime: string;
        alerts: { alertId: string; devices: { mdatpDeviceId: string }[]; entities: object[] }[];
      }[];
    }>().value;
    assert.equal(incident?.alerts.length, 5);
    assert.equal(incident?.severity, 'High');
    assert.equal(incident?.alerts[0]?.devices[0]?.mdatpDeviceId, deviceId('0'));
    assert.equal(Object.keys(incident?.alerts[0]?.entities[0] ?? {}).length, 31);
    api.now += MINUTE;
    await update(ids[0] ?? '', { status: 'InProgress' });
    const since = incident?.lastUpdateTime ?? '';
    const changed = await api.call(`/api/incidents?$filter=lastUpdateTime+gt+${since}`, { as });
    assert.equal(changed.json<{ value: object[] }>().value.length, 1);
    const refused = await api.call("/api/incidents?$filter=severity eq 'High'", { as });
    assert.deepEqual([refused.status, refused.error.code], [400, 'ODataError']);
    assert.equal((await api.call('/api/incidents?$top=101', { as })).status, 400);
  });
});
