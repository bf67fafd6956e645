import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { HttpReply } from '@vakt/contract/http';
import { createRuleTrial } from '../src/trial/rule-trial.ts';
import { createTrialHandler } from '../src/trial/trial-handler.ts';
import { type Fixture, newTenant, saveFunction, withDetection } from './vakt-with-detection.ts';

interface TrialReply {
  readonly alerts: readonly {
    readonly title: string;
    readonly machineId: string;
    readonly relatedUser: { readonly userName: string } | null;
    readonly evidence: readonly { readonly entityType: string; readonly fileName?: string }[];
  }[];
}

const rule = (queryText: string) => ({
  displayName: 'Shadow file read',
  queryCondition: { queryText },
  detectionAction: {
    alertTemplate: { title: 'Read by {{FileName}}', severity: 'medium', category: 'CredentialAccess' },
  },
});

const SHADOW = 'DeviceProcessEvents | where Timestamp > ago(1h) and ProcessCommandLine has "shadow"';

/** Who tries the rules. */
const TENANT = newTenant();

describe('the trial of a rule', () => {
  let fixture: Fixture;
  let tryRule: ReturnType<typeof createTrialHandler>;
  const tenants: string[] = [];
  before(async () => {
    fixture = await withDetection();
    const entropy = {
      ...systemEntropy,
      uuid: () => {
        const id = systemEntropy.uuid();
        tenants.push(id);
        return id;
      },
    };
    tryRule = createTrialHandler({ ...fixture, tryRule: createRuleTrial({ ...fixture, entropy }) });
  });
  after(() => fixture.close());

  const attempt = async (body: unknown): Promise<HttpReply> => {
    const outcome = await tryRule({ body: Buffer.from(JSON.stringify(body)) }, { tenantId: TENANT });
    return outcome.ok
      ? outcome.value
      : { status: outcome.error.status, body: { message: outcome.error.message } };
  };
  const alertsOf = async (body: unknown): Promise<TrialReply['alerts']> => {
    const { status, body: reply } = await attempt(body);
    assert.equal(status, 200, JSON.stringify(reply));
    return (reply as TrialReply).alerts;
  };
  const refusalOf = async (body: unknown): Promise<string> => {
    const { status, body: reply } = await attempt(body);
    assert.equal(status, 400);
    return (reply as { message: string }).message;
  };

  it('lets the rule call the functions that its tenant saved', async () => {
    const calling = rule('Reading("shadow")');
    const rows = { DeviceProcessEvents: [{ FileName: 'cat', ProcessCommandLine: 'cat /etc/shadow' }] };
    assert.match(await refusalOf({ rule: calling, rows }), /Reading/);
    await saveFunction(
      fixture,
      TENANT,
      'Reading',
      'word:string',
      'DeviceProcessEvents | where ProcessCommandLine has word',
    );
    assert.equal((await alertsOf({ rule: calling, rows })).length, 1);
  });

  it('tells which alerts the rows raise', async () => {
    const DeviceProcessEvents = [
      { FileName: 'cat', ProcessCommandLine: 'cat /etc/shadow', ProcessId: 7, AccountName: 'mallory' },
      { FileName: 'cat', ProcessCommandLine: 'cat /etc/hosts' },
    ];
    const [alert, ...others] = await alertsOf({ rule: rule(SHADOW), rows: { DeviceProcessEvents } });
    assert.deepEqual(others, []);
    assert.equal(alert?.title, 'Read by cat');
    assert.equal(alert?.relatedUser?.userName, 'mallory');
    assert.ok(
      alert.evidence.some(({ entityType, fileName }) => entityType === 'Process' && fileName === 'cat'),
    );
  });

  it('makes an alert for each device', async () => {
    const [one, other] = ['1', '2'].map(digit => digit.repeat(40));
    const DeviceProcessEvents = [one, other].map(DeviceId => ({ DeviceId, ProcessCommandLine: 'vi shadow' }));
    const alerts = await alertsOf({ rule: rule(SHADOW), rows: { DeviceProcessEvents } });
    assert.deepEqual(alerts.map(({ machineId }) => machineId).toSorted(), [one, other]);
  });

  it('takes its time from the case, so that a case means the same tomorrow', async () => {
    const DeviceProcessEvents = [{ Timestamp: '2020-01-01T11:30:00Z', ProcessCommandLine: 'vi shadow' }];
    const rows = { DeviceProcessEvents };
    assert.equal((await alertsOf({ rule: rule(SHADOW), rows, now: '2020-01-01T12:00:00Z' })).length, 1);
    assert.equal((await alertsOf({ rule: rule(SHADOW), rows, now: '2020-01-01T13:00:00Z' })).length, 0);
  });

  it('leaves nothing behind', async () => {
    await alertsOf({
      rule: rule(SHADOW),
      rows: { DeviceProcessEvents: [{ ProcessCommandLine: 'vi shadow' }] },
    });
    const tenant = tenants.at(-1);
    assert.ok(tenant);
    const left = await fixture.hunting.run(tenant as never, 'DeviceProcessEvents | count');
    assert.deepEqual(left.ok && left.value.rows, [[0]]);
    assert.deepEqual(await fixture.store.authority.selectFrom('alerts').selectAll().execute(), []);
  });

  it('says what is wrong with a case', async () => {
    const fine = rule(SHADOW);
    assert.match(await refusalOf({ rows: {} }), /'rule' must be an object/);
    assert.match(await refusalOf({ rule: rule('DeviceProcessEvents | wher x'), rows: {} }), /not valid/);
    assert.match(await refusalOf({ rule: fine }), /'rows' must be an object/);
    assert.match(await refusalOf({ rule: fine, rows: { Nowhere: [] } }), /'Nowhere', which does not exist/);
    assert.match(
      await refusalOf({ rule: fine, rows: { DeviceEvents: [{ Nothing: 1 }] } }),
      /no column 'Nothing'/,
    );
    assert.match(await refusalOf({ rule: fine, rows: { DeviceEvents: [7] } }), /a list of objects/);
    assert.match(
      await refusalOf({ rule: fine, rows: { DeviceEvents: [{ ProcessId: 'seven' }] } }),
      /ProcessId/,
    );
    assert.match(await refusalOf({ rule: fine, rows: {}, now: 'soon' }), /'now' must be a time/);
    const many = Array.from({ length: 1_001 }, () => ({}));
    assert.match(await refusalOf({ rule: fine, rows: { DeviceEvents: many } }), /at most 1000 rows/);
  });
});
