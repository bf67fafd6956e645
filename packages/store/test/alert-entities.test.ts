import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import { createAlert } from '../src/alert-creation.ts';
import {
  type AlertEntity,
  addressEntity,
  domainEntity,
  fileEntity,
  noteAlertEntities,
  userEntity,
} from '../src/alert-entities.ts';
import { listAlertsNaming } from '../src/alerts.ts';
import { up } from '../src/migrations/0015-alert-entities.ts';
import { HOME, STRANGER } from './security-records.ts';

const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d';

describe('alerts by the entities that they name', () => {
  let test: TestStore;
  const tenant = HOME;
  let alertId: string;

  before(async () => {
    test = await withTestStore();
    const created = await createAlert(
      test.store.tenant(tenant),
      {
        deduplicationKey: 'one',
        ruleKey: 'rule',
        title: 'Title',
        description: '',
        recommendedAction: '',
        severity: 'Low',
        category: 'Execution',
        detectionSource: 'WindowsDefenderAtp',
        mitreTechniques: [],
        machineId: '0'.repeat(40),
        firstEventTicks: 1n,
        lastEventTicks: 2n,
        evidence: [
          { entityType: 'Process', sha1: SHA1.toUpperCase() },
          { entityType: 'Ip', ipAddress: '::ffff:198.51.100.7' },
          { entityType: 'Url', url: 'https://Evil.example/a' },
          { entityType: 'User', accountName: 'Alice' },
          { entityType: 'User', accountName: 'x'.repeat(100_000) },
        ],
        relatedUser: { userName: 'bob', domainName: '' },
      },
      { clock: { now: () => 1_000 }, entropy: systemEntropy },
    );
    alertId = created.alertId;
  });
  after(() => test.close());

  const find = async (entity: AlertEntity, of: TenantId = tenant) =>
    (await listAlertsNaming(test.store.tenant(of), entity, 10)).map(({ alert_id }) => alert_id);

  const entities = [
    fileEntity(SHA1),
    addressEntity('198.51.100.7'),
    domainEntity('evil.example'),
    userEntity('ALICE'),
    userEntity('bob'),
  ];

  it('are found by each of them, in whatever form it was written', async () => {
    for (const entity of entities) assert.deepEqual(await find(entity), [alertId], entity.kind);
  });

  it('are not found by others, nor by another tenant', async () => {
    assert.deepEqual(await find(domainEntity('example')), []);
    assert.deepEqual(await find({ kind: 'user', name: 'evil.example' }), []);
    for (const entity of entities) assert.deepEqual(await find(entity, STRANGER), []);
  });

  it('are found by what further evidence names', async () => {
    const evidence = [{ sha1: SHA1 }, { accountName: 'carol' }];
    await noteAlertEntities(test.store.tenant(tenant), alertId, evidence);
    assert.deepEqual(await find(userEntity('carol')), [alertId]);
  });

  it('are found by the same when they were there before the table', async () => {
    const { authority } = test.store;
    await sql`drop table alert_entities`.execute(authority);
    await up(authority as never);
    for (const entity of entities) {
      // The older alerts keep their addresses as they were written.
      const expected = entity.kind === 'ip' ? [] : [alertId];
      assert.deepEqual(await find(entity), expected, entity.kind);
    }
  });

  it('are found by an index, under row-level security too', async () => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select alert_id from alert_entities where kind = 'file' and name = ${SHA1}`.execute(
      test.store.tenant(tenant),
    );
    assert.match(rows.map(row => row['QUERY PLAN']).join('\n'), /alert_entities_pkey/);
  });
});
