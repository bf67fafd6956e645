import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AlertId } from '@vakt/contract/ids';
import { application, OTHER_TENANT, TENANT, user } from './api.ts';
import { EventWorld } from './events.ts';
import { addAlert, addDevices, deviceId } from './records.ts';

interface Alert {
  readonly id: string;
  readonly incidentId: number;
  readonly status: string;
  readonly title: string;
  readonly severity: string;
  readonly category: string;
  readonly detectionSource: string;
  readonly machineId: string;
  readonly computerDnsName: string;
  readonly firstEventTime: string;
  readonly lastEventTime: string;
  readonly lastUpdateTime: string;
  readonly resolvedTime: string | null;
  readonly assignedTo: string | null;
  readonly determination: string | null;
  readonly classification: string | null;
  readonly comments: readonly { comment: string; createdBy: string }[];
  readonly relatedUser: { userName: string; domainName: string } | null;
  readonly evidence: readonly Record<string, unknown>[];
}

const READER = application(['Alert.Read.All']);
const WRITER = application(['Alert.ReadWrite.All']);
const MINUTE = 60_000;

const HOME_DEVICE = deviceId('0');
const EVENT = {
  Timestamp: '2026-11-21T05:30:00.7115183Z',
  DeviceId: HOME_DEVICE,
  DeviceName: 'host0.contoso.com',
  ReportId: 20_776n,
};

describe('changes of alerts', () => {
  let world: EventWorld;
  let ids: AlertId[];

  before(async () => {
    world = await EventWorld.start();
    await addDevices(world.db, {}, {});
    await world.add(
      'DeviceProcessEvents',
      {
        ...EVENT,
        ActionType: 'ProcessCreated',
        FileName: 'curl',
        FolderPath: '/usr/bin/curl',
        SHA1: 'ff836cfb1af40252bd2a2ea843032e99a5b262ed',
        ProcessId: 3_276n,
        ProcessCommandLine: 'curl http://example.com',
        AccountName: 'ann',
        AccountDomain: 'contoso',
      },
      { ...EVENT, ReportId: 20_777n, FileName: 'wget', ProcessId: 3_277n },
    );
    await world.add('DeviceNetworkEvents', {
      ...EVENT,
      Timestamp: '2026-11-21T05:31:00.0000001Z',
      ReportId: 20_778n,
      RemoteIP: '203.0.113.7',
      RemoteUrl: 'example.com',
      InitiatingProcessId: 3_276n,
    });
  });
  after(() => world.close());

  const freshAlerts = async (count: number): Promise<AlertId[]> => {
    const { db } = world;
    const created: AlertId[] = [];
    for (let index = 0; index < count; index += 1) {
      world.api.now += 1_000;
      created.push((await addAlert(db, world.api.now, { title: `Finding ${world.api.now}` })).alertId);
    }
    return created;
  };
  const get = async (id = ''): Promise<Alert> =>
    (await world.api.call(`/api/alerts/${id}`, { as: READER })).json<Alert>();
  const patch = async (id: string | undefined, body: unknown): Promise<Alert> => {
    world.api.now += 2_000;
    const answer = await world.api.call(`/api/alerts/${id}`, { method: 'PATCH', as: WRITER, body });
    assert.equal(answer.status, 200, answer.text);
    return answer.json<Alert>();
  };
  const batch = (body: unknown, as = WRITER) => {
    world.api.now += MINUTE;
    return world.api.call('/api/alerts/batchUpdate', { method: 'POST', as, body });
  };
  const create = (changes: Record<string, unknown> = {}, as = WRITER) => {
    world.api.now += MINUTE;
    const body = {
      machineId: HOME_DEVICE,
      severity: 'High',
      title: 'Seen while hunting',
      description: 'curl was here',
      recommendedAction: 'Look at it',
      eventTime: EVENT.Timestamp,
      reportId: '20776',
      category: 'Exploit',
      ...changes,
    };
    return world.api.call('/api/alerts/CreateAlertByReference', { method: 'POST', as, body });
  };

  describe('the classification', () => {
    before(async () => {
      ids = await freshAlerts(1);
    });
    const judge = async (body: object) => {
      const { classification, determination } = await patch(ids[0], body);
      return [classification, determination];
    };

    it('is taken in a pair that the vendor’s table does not have, as its sample sends it', async () => {
      const pair = { classification: 'FalsePositive', determination: 'Malware' };
      assert.deepEqual(await judge(pair), ['FalsePositive', 'Malware']);
    });

    it('takes an older determination with it unless they go together', async () => {
      await judge({ classification: 'TruePositive', determination: 'Phishing' });
      assert.deepEqual(await judge({ classification: 'TruePositive' }), ['TruePositive', 'Phishing']);
      assert.deepEqual(await judge({ classification: 'FalsePositive' }), ['FalsePositive', null]);
      assert.deepEqual(await judge({ determination: 'Other' }), ['FalsePositive', 'Other']);
      assert.deepEqual(await judge({ classification: 'TruePositive' }), ['TruePositive', 'Other']);
    });

    it('is read under the names of either page', async () => {
      assert.deepEqual(
        await judge({
          classification: 'Informational, expected activity',
          determination: 'ConfirmedActivity',
        }),
        ['InformationalExpectedActivity', 'ConfirmedUserActivity'],
      );
    });

    it('goes with Unknown and null', async () => {
      await judge({ classification: 'TruePositive', determination: 'Malware' });
      assert.deepEqual(await judge({ classification: 'Unknown' }), [null, null]);
      await judge({ classification: 'TruePositive', determination: 'Malware' });
      assert.deepEqual(await judge({ determination: null }), ['TruePositive', null]);
      assert.deepEqual(await judge({ classification: null, determination: 'Other' }), [null, 'Other']);
    });
  });

  describe('in batches', () => {
    before(async () => {
      ids = await freshAlerts(3);
    });

    it('reach every alert, with an empty answer', async () => {
      await patch(ids[0], { status: 'Resolved', comment: 'before' });
      const resolvedBefore = (await get(ids[0])).resolvedTime;
      const answer = await batch(
        {
          alertIds: [...ids, ids[0]],
          status: 'Resolved',
          assignedTo: 'secop2@contoso.com',
          classification: 'FalsePositive',
          determination: 'Clean',
          comment: 'All at once',
        },
        user(['Alert.ReadWrite']) as never,
      );
      assert.deepEqual([answer.status, answer.text], [200, '']);
      const alerts = await Promise.all(ids.map(get));
      for (const alert of alerts)
        assert.deepEqual(
          [alert.status, alert.assignedTo, alert.classification, alert.determination],
          ['Resolved', 'secop2@contoso.com', 'FalsePositive', 'Clean'],
        );
      assert.deepEqual(
        alerts.map(({ comments }) => comments.map(({ comment, createdBy }) => `${createdBy}: ${comment}`)),
        [
          ['Collector: before', 'ann@contoso.com: All at once'],
          ['ann@contoso.com: All at once'],
          ['ann@contoso.com: All at once'],
        ],
      );
      assert.equal(alerts[0]?.resolvedTime, resolvedBefore);
      assert.equal(alerts[1]?.resolvedTime, new Date(world.api.now).toISOString().replace('Z', '0000Z'));
    });

    it('change nothing when one id is unknown, or another tenant’s', async () => {
      const foreign = await addAlert(world.store.tenant(OTHER_TENANT), world.api.now);
      for (const stranger of ['da1_1', foreign.alertId]) {
        const answer = await batch({ alertIds: [ids[1], stranger], status: 'New' });
        assert.deepEqual(
          [answer.status, answer.error.code, answer.error.message],
          [404, 'ResourceNotFound', `Alert ${stranger} was not found`],
        );
      }
      assert.equal((await get(ids[1])).status, 'Resolved');
    });

    it('find no alert by an id that no database can hold', async () => {
      const { status, error } = await batch({ alertIds: ['da1\0'], status: 'New' });
      assert.deepEqual([status, error.code], [404, 'ResourceNotFound']);
    });

    it('may overlap with others’', async () => {
      const overlapping = Array.from({ length: 8 }, (_, n) =>
        batch({ alertIds: n % 2 ? ids : ids.toReversed(), comment: `round ${n}` }),
      );
      const answers = await Promise.all(overlapping);
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
      const { comments } = await get(ids[2]);
      assert.equal(comments.filter(({ comment }) => comment.startsWith('round')).length, 8);
    });

    for (const [body, code] of [
      [
        { alertIds: Array.from({ length: 1_001 }, (_, n) => `da${n}`), status: 'New' },
        'MaximumBatchSizeExceeded',
      ],
      [{ status: 'New' }, 'InvalidRequestBody'],
      [{ alertIds: [], status: 'New' }, 'InvalidRequestBody'],
      [{ alertIds: ['da1_1'] }, 'InvalidRequestBody'],
      [{ alertIds: 'da1_1', status: 'New' }, 'InvalidRequestBody'],
      [{ alertIds: [7], status: 'New' }, 'InvalidRequestBody'],
    ] as const)
      it(`are refused with ${code} for ${JSON.stringify(body).slice(0, 40)}`, async () => {
        const { status, error } = await batch(body);
        assert.deepEqual([status, error.code], [400, code]);
      });
  });

  describe('raised by reference', () => {
    let first: Alert;

    it('have what the event names as evidence, and an incident', async () => {
      const answer = await create();
      assert.equal(answer.status, 200, answer.text);
      first = answer.json<Alert>();
      assert.deepEqual(
        [first.title, first.severity, first.category, first.status, first.detectionSource],
        ['Seen while hunting', 'High', 'Exploit', 'New', 'CustomDetection'],
      );
      assert.deepEqual([first.firstEventTime, first.lastEventTime], [EVENT.Timestamp, EVENT.Timestamp]);
      assert.deepEqual([first.machineId, first.computerDnsName], [HOME_DEVICE, 'host0.contoso.com']);
      assert.deepEqual(first.relatedUser, { userName: 'ann', domainName: 'contoso' });
      assert.ok(first.incidentId > 0);
      const [process] = first.evidence;
      assert.deepEqual(
        [process?.['entityType'], process?.['processId'], process?.['filePath'], process?.['ipAddress']],
        ['Process', 3_276, '/usr/bin', null],
      );
      assert.deepEqual(await get(first.id), first);
    });

    it('take further events into the open alert of that title', async () => {
      const answer = await create({ eventTime: '2026-11-21T05:31:00.0000001Z', reportId: 20_778 });
      const merged = answer.json<Alert>();
      assert.equal(merged.id, first.id);
      assert.equal(merged.lastEventTime, '2026-11-21T05:31:00.0000001Z');
      assert.deepEqual(
        merged.evidence.slice(first.evidence.length).map(({ entityType }) => entityType),
        ['Process', 'Ip', 'Url'],
      );
      const incident = await world.api.call(`/api/incidents/${merged.incidentId}`, {
        as: application(['Incident.Read.All'], { audience: 'https://api.security.microsoft.com' }),
      });
      assert.equal(incident.json()['lastUpdateTime'], merged.lastUpdateTime);
      const again = (await create()).json<Alert>();
      assert.deepEqual([again.id, again.evidence.length], [first.id, merged.evidence.length]);
    });

    it('are new under another title, and once the old one is resolved', async () => {
      const other = (await create({ title: 'Another' })).json<Alert>();
      assert.notEqual(other.id, first.id);
      await patch(first.id, { status: 'Resolved' });
      const anew = (await create()).json<Alert>();
      assert.notEqual(anew.id, first.id);
      assert.equal((await get(first.id)).status, 'Resolved');
    });

    it('become one when several callers raise them at once', async () => {
      const title = 'At once';
      const answers = await Promise.all([create({ title }), create({ title }), create({ title })]);
      assert.equal(new Set(answers.map(answer => answer.json<Alert>().id)).size, 1);
    });

    for (const changes of [
      { reportId: '20779' },
      { reportId: '99999999999999999999' },
      { reportId: '20776 or true' },
      { machineId: deviceId('1') },
      { machineId: '" or "" == "' },
      { eventTime: '2026-11-21T05:30:00.7115184Z' },
      { eventTime: '2026-11-21T05:30:00Z' },
    ])
      it(`need an event that is there: ${JSON.stringify(changes)}`, async () => {
        const { status, error } = await create(changes);
        assert.deepEqual([status, error.code], [404, 'ResourceNotFound']);
      });

    it('need an event of the own tenant', async () => {
      const stranger = application(['Alert.ReadWrite.All'], { tenantId: OTHER_TENANT });
      assert.equal((await create({}, stranger)).status, 404);
    });

    for (const changes of [
      { eventTime: 'yesterday' },
      { severity: 'Informational' },
      { category: 'Nonsense' },
      { title: '' },
      { title: undefined },
      { recommendedAction: undefined },
      { reportId: null },
    ])
      it(`are refused for ${JSON.stringify(changes)}`, async () => {
        const { status, error } = await create(changes);
        assert.deepEqual([status, error.code], [400, 'InvalidRequestBody']);
      });

    it('wait while the lake is away', async () => {
      const { hunt } = world.api;
      world.api.hunt = () => ({ ok: false, error: { kind: 'unavailable', message: 'away' } });
      const { status, error, headers } = await create();
      world.api.hunt = hunt;
      assert.deepEqual([status, error.code, headers['retry-after']], [503, 'ServiceUnavailable', '5']);
    });
  });

  describe('in number', () => {
    const count = (query = '', as = READER) => world.api.call(`/api/alerts/$count${query}`, { as });

    it('are counted as a bare number, all of them or those that meet a condition', async () => {
      const list = await world.api.call('/api/alerts', { as: READER });
      const all = list.json<{ value: Alert[] }>().value;
      const answer = await count();
      assert.equal(answer.text, String(all.length));
      assert.equal(answer.headers['content-type'], 'text/plain; charset=utf-8');
      const resolved = all.filter(({ status }) => status === 'Resolved').length;
      assert.ok(resolved > 0);
      assert.equal((await count("?$filter=status eq 'Resolved'&$top=1&$skip=5")).text, String(resolved));
    });

    it('are none of another tenant’s, and none by a condition that is wrong', async () => {
      const empty = application(['Alert.Read.All'], {
        tenantId: '55555555-5555-4555-8555-555555555555' as typeof TENANT,
      });
      assert.equal((await count('', empty)).text, '0');
      for (const query of ["?$filter=title eq 'x'", '?$filter=status eq', '?$search=x']) {
        const { status, error } = await count(query);
        assert.deepEqual([status, error.code], [400, 'ODataError'], query);
      }
    });
  });
});
