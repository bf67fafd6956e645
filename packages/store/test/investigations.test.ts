import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Filter, QueryValue } from '@vakt/contract/query';
import { nowTicks, TICKS_PER_MINUTE } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { sql } from 'kysely';
import { createAlert } from '../src/alert-creation.ts';
import { findAlert } from '../src/alerts.ts';
import { investigateByAlert } from '../src/investigated-alerts.ts';
import { endInvestigation } from '../src/investigation-progress.ts';
import { takeDueInvestigations } from '../src/investigation-turns.ts';
import { type Investigation, listInvestigations } from '../src/investigations.ts';
import { explain } from './explained.ts';
import { creation, finding, HOME, STRANGER } from './security-records.ts';

const WISH = { requestor: 'ann', comment: 'due to alert 7' };
const BENIGN = { state: 'Benign', details: 'No threats were found.' };
const NOW = nowTicks(creation().clock);

describe('investigations at rest', () => {
  let test: TestStore;
  let machines = 0;
  before(async () => {
    test = await withTestStore();
  });
  after(() => test.close());

  const newMachine = (): string => (++machines).toString(16).padStart(40, '0');
  const begin = async (machineId: string, tenant = HOME): Promise<Investigation> => {
    const alert = finding({ machineId });
    const begun = await investigateByAlert(test.store.tenant(tenant), alert, WISH, creation());
    assert.ok(begun);
    return begun;
  };

  it('leave no alert running that is raised while they end', async () => {
    const db = test.store.tenant(HOME);
    for (let round = 0; round < 10; round += 1) {
      const machineId = newMachine();
      const { investigation_id } = await begin(machineId);
      const raised = await Promise.all([
        ...Array.from({ length: 6 }, () => createAlert(db, finding({ machineId }), creation())),
        endInvestigation(db, investigation_id, BENIGN, NOW).then(() => undefined),
        ...Array.from({ length: 6 }, () => createAlert(db, finding({ machineId }), creation())),
      ]);
      for (const alert of raised) {
        const stored = alert && (await findAlert(db, alert.alertId));
        assert.notEqual(stored?.investigation_state, 'Running');
      }
    }
  });

  it('end once: a second end changes nothing', async () => {
    const db = test.store.tenant(HOME);
    const { investigation_id, triggering_alert_id } = await begin(newMachine());
    await endInvestigation(db, investigation_id, BENIGN, NOW);
    await endInvestigation(db, investigation_id, { state: 'Failed', details: 'late' }, NOW + 1n);
    const alert = await findAlert(db, triggering_alert_id);
    assert.equal(alert?.investigation_state, 'Benign');
  });

  it('are worked on by one server at a time, those of every tenant, and are free again after a while', async () => {
    const wanted = [await begin(newMachine()), await begin(newMachine(), STRANGER)];
    const ids = wanted.map(({ investigation_id }) => investigation_id);
    const take = async (now: bigint) => {
      const turn = { startedBy: NOW, now, takenUntil: now + TICKS_PER_MINUTE, most: 100 };
      const taken = await takeDueInvestigations(test.store.authority, turn);
      return taken.filter(({ investigation }) => ids.includes(investigation.investigation_id));
    };
    const atOnce = (await Promise.all([take(NOW), take(NOW), take(NOW)])).flat();
    assert.deepEqual(atOnce.map(({ tenantId }) => tenantId).toSorted(), [HOME, STRANGER]);
    assert.equal((await take(NOW + 1n)).length, 0);
    assert.equal((await take(NOW + TICKS_PER_MINUTE)).length, 2);
    await endInvestigation(test.store.tenant(HOME), ids[0] ?? 0n, BENIGN, NOW);
    assert.equal((await take(NOW + 2n * TICKS_PER_MINUTE)).length, 1);
  });

  it('are found by each documented condition without reading the others', async () => {
    const db = test.store.tenant(HOME);
    await sql`insert into investigations (machine_id, computer_dns_name, triggering_alert_id, state, requestor,
        requestor_comment, started_ticks)
      select lpad(to_hex(n % 5000), 40, 'f'), 'host', 'da' || n, case when n % 1000 = 7 then 'Failed' else 'Benign' end,
        'ann', 'x', ${NOW}::bigint + n from generate_series(1, 50000) as n`.execute(db);
    await sql`analyze investigations`.execute(test.store.authority);
    const compare = (property: string, value: QueryValue, operator: 'eq' | 'ge' = 'eq'): Filter => ({
      kind: 'comparison',
      property,
      operator,
      value,
    });
    for (const filter of [
      undefined,
      compare('id', '17'),
      compare('state', 'Failed'),
      compare('machineId', '77'.padStart(40, 'f')),
      compare('triggeringAlertId', 'da4711'),
      compare('startTime', { ticks: NOW + 49_900n }, 'ge'),
    ]) {
      const query = { orderBy: [], skip: 0, ...(filter && { filter }) };
      const { touched, plan } = await explain(db, asked => listInvestigations(asked, query, 100));
      assert.ok(touched < 1_000, `${filter?.kind === 'comparison' ? filter.property : 'all'}: ${plan}`);
    }
  });

  it('of another tenant cannot be ended', async () => {
    const { investigation_id, triggering_alert_id } = await begin(newMachine());
    await endInvestigation(test.store.tenant(STRANGER), investigation_id, BENIGN, NOW);
    const alert = await findAlert(test.store.tenant(HOME), triggering_alert_id);
    assert.equal(alert?.investigation_state, 'Running');
  });
});
