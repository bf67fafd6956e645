import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemEntropy } from '@vakt/contract/entropy';
import type { NewEvidence } from '@vakt/contract/evidence';
import type { TenantId } from '@vakt/contract/ids';
import { nowTicks } from '@vakt/contract/ticks';
import { createAlert } from '@vakt/store/alert-creation';
import { raiseOrExtendAlert } from '@vakt/store/alert-merging';
import { alertRecords } from '../src/alert-records/alert-records.ts';
import { nameTechnique } from '../src/alert-records/technique-names.ts';
import { builtInRules } from '../src/built-in-rules.ts';
import { DEVICE, type Fixture, newTenant, withDetection } from './vakt-with-detection.ts';

const PROCESS: NewEvidence = {
  entityType: 'Process',
  fileName: 'powershell.exe',
  processCommandLine: 'powershell -enc AAAA',
};
const USER: NewEvidence = { entityType: 'User', accountName: 'alice', domainName: 'contoso' };

describe('alerts as hunting rows', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await withDetection();
  });
  after(() => fixture.close());

  const newAlert = (evidence: readonly NewEvidence[]) => ({
    deduplicationKey: systemEntropy.uuid(),
    ruleKey: 'test',
    title: 'Encoded command',
    description: 'It is encoded.',
    recommendedAction: 'Read it.',
    severity: 'Medium',
    category: 'Execution',
    detectionSource: 'WindowsDefenderAtp',
    mitreTechniques: ['T1059.001'],
    machineId: DEVICE,
    firstEventTicks: nowTicks(fixture.clock),
    lastEventTicks: nowTicks(fixture.clock),
    evidence,
  });
  const creation = () => ({ clock: fixture.clock, entropy: systemEntropy });
  const create = (tenant: TenantId, ...evidence: readonly NewEvidence[]) =>
    createAlert(fixture.store.tenant(tenant), newAlert(evidence), creation());
  const hunt = async (tenant: TenantId, query: string) => {
    const answer = await fixture.hunting.run(tenant, query);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.rows;
  };
  const record = () => alertRecords(fixture).run();

  it('has a row for the alert, the machine and each entity', async () => {
    const tenant = newTenant();
    const { alertId } = await create(tenant, PROCESS, USER);
    await record();
    assert.deepEqual(
      await hunt(
        tenant,
        'AlertInfo | project AlertId, Title, Category, Severity, ServiceSource, DetectionSource, AttackTechniques',
      ),
      [
        [
          alertId,
          'Encoded command',
          'Execution',
          'Medium',
          'Microsoft Defender for Endpoint',
          'EDR',
          '["PowerShell (T1059.001)"]',
        ],
      ],
    );
    assert.deepEqual(
      await hunt(
        tenant,
        'AlertEvidence | project EntityType, EvidenceRole, DeviceId, FileName, AccountName | order by EntityType asc',
      ),
      [
        ['Machine', 'Impacted', DEVICE, '', ''],
        ['Process', 'Related', DEVICE, 'powershell.exe', ''],
        ['User', 'Impacted', DEVICE, '', 'alice'],
      ],
    );
  });

  it('adds what is found later, and nothing twice', async () => {
    const tenant = newTenant();
    const db = fixture.store.tenant(tenant);
    await raiseOrExtendAlert(db, newAlert([PROCESS]), creation());
    await record();
    await raiseOrExtendAlert(db, newAlert([PROCESS, USER]), creation());
    await record();
    await record();
    assert.deepEqual(await hunt(tenant, 'AlertInfo | count'), [[1]]);
    assert.deepEqual(
      await hunt(tenant, 'AlertEvidence | summarize count() by EntityType | order by EntityType asc'),
      [
        ['Machine', 1],
        ['Process', 1],
        ['User', 1],
      ],
    );
  });

  it('writes nothing twice when it was stopped after the lake had the rows', async () => {
    const tenant = newTenant();
    await create(tenant, PROCESS);
    await record();
    await fixture.store.tenant(tenant).updateTable('alerts').set({ recorded_evidence: -1 }).execute();
    await create(tenant, PROCESS, USER);
    await record();
    assert.deepEqual(await hunt(tenant, 'AlertInfo | count'), [[2]]);
    assert.deepEqual(await hunt(tenant, 'AlertEvidence | count'), [[5]]);
  });

  it('shows no tenant the alerts of another', async () => {
    const [tenant, other] = [newTenant(), newTenant()];
    await Promise.all([create(tenant, PROCESS), create(other, USER)]);
    await record();
    assert.deepEqual(await hunt(tenant, 'AlertEvidence | where EntityType == "User" | count'), [[0]]);
    assert.deepEqual(await hunt(other, 'AlertInfo | count'), [[1]]);
  });

  it('writes each alert once while several servers record', async () => {
    const tenant = newTenant();
    await Promise.all(Array.from({ length: 20 }, () => create(tenant, PROCESS)));
    await Promise.all([record(), record(), record()]);
    await record();
    assert.deepEqual(await hunt(tenant, 'AlertInfo | count'), [[20]]);
    assert.deepEqual(await hunt(tenant, 'AlertEvidence | count'), [[40]]);
  });
});

it('names every technique of Vakt’s own rules', () => {
  const unnamed = builtInRules.flatMap(rule => rule.techniques).filter(id => nameTechnique(id) === id);
  assert.deepEqual(unnamed, []);
});
