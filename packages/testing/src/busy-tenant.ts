import { systemEntropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import { formatTicks, nowTicks, TICKS_PER_MINUTE } from '@vakt/contract/ticks';
import { createAlert, type NewAlert } from '@vakt/store/alert-creation';
import { raiseOrExtendAlert } from '@vakt/store/alert-merging';
import type { Database } from '@vakt/store/database';
import type { Kysely } from 'kysely';
import { DefenderCalls } from './defender-calls.ts';
import { type TestStore, withTestStore } from './store.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;

/** A change that has not become visible yet. */
export interface HeldChange {
  commit(): Promise<void>;
}

/** The time of each thing's last change, as the wire writes it, by its id. */
export type ChangeTimes = ReadonlyMap<string, string>;

/** A tenant whose alerts come and change by every way there is, over the real store, at a time that a test sets. */
export class BusyTenant {
  now: number;
  readonly calls: DefenderCalls;
  readonly #test: TestStore;
  readonly #clock = { now: () => this.now };
  #findings = 0;

  private constructor(test: TestStore, now: number) {
    this.#test = test;
    this.now = now;
    this.calls = new DefenderCalls(test.store, TENANT, this.#clock);
  }

  static async start(now: number): Promise<BusyTenant> {
    return new BusyTenant(await withTestStore(), now);
  }

  close(): Promise<void> {
    return this.#test.close();
  }

  get #db(): Kysely<Database> {
    return this.#test.store.tenant(TENANT);
  }

  #finding(machine: number): NewAlert {
    const ticks = nowTicks(this.#clock);
    this.#findings += 1;
    return {
      deduplicationKey: `finding ${this.#findings}`,
      ruleKey: 'any/detection-test',
      title: 'Suspicious shell',
      description: 'A shell was started',
      recommendedAction: 'Look at it',
      severity: 'Medium',
      category: 'Execution',
      detectionSource: 'WindowsDefenderAtp',
      mitreTechniques: [],
      machineId: String(machine).padStart(40, '0'),
      firstEventTicks: ticks - TICKS_PER_MINUTE,
      lastEventTicks: ticks - 1n,
      evidence: [{ entityType: 'Process', processId: this.#findings }],
    };
  }

  /** A rule finds something on a machine. */
  async detect(machine: number): Promise<void> {
    await createAlert(this.#db, this.#finding(machine), { clock: this.#clock, entropy: systemEntropy });
  }

  /** A finding joins the machine's open alert of the same title, if it has one. */
  async merge(machine: number): Promise<void> {
    await raiseOrExtendAlert(this.#db, this.#finding(machine), {
      clock: this.#clock,
      entropy: systemEntropy,
    });
  }

  /** A rule finds something, but its transaction takes its time. */
  async detectSlowly(machine: number): Promise<HeldChange> {
    const stored = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const finding = this.#finding(machine);
    const transaction = this.#db.transaction().execute(async open => {
      await createAlert(open, finding, { clock: this.#clock, entropy: systemEntropy });
      stored.resolve();
      await end.promise;
    });
    await stored.promise;
    return {
      commit: () => {
        end.resolve();
        return transaction;
      },
    };
  }

  /** The committed alerts with their last changes. */
  async alerts(): Promise<ChangeTimes> {
    const rows = await this.#db.selectFrom('alerts').select(['alert_id', 'updated_ticks']).execute();
    return new Map(rows.map(({ alert_id, updated_ticks }) => [alert_id, formatTicks(updated_ticks)]));
  }

  /** The committed alerts with the times they were created. */
  async creations(): Promise<ChangeTimes> {
    const rows = await this.#db.selectFrom('alerts').select(['alert_id', 'created_ticks']).execute();
    return new Map(rows.map(({ alert_id, created_ticks }) => [alert_id, formatTicks(created_ticks)]));
  }

  /** The committed incidents with their last changes. */
  async incidents(): Promise<ChangeTimes> {
    const rows = await this.#db.selectFrom('incidents').select(['incident_id', 'updated_ticks']).execute();
    return new Map(
      rows.map(({ incident_id, updated_ticks }) => [String(incident_id), formatTicks(updated_ticks)]),
    );
  }

  /** The incidents that were not merged into another: those that people can change. */
  async openIncidents(): Promise<bigint[]> {
    const rows = await this.#db
      .selectFrom('incidents')
      .select('incident_id')
      .where('redirect_incident_id', 'is', null)
      .execute();
    return rows.map(({ incident_id }) => incident_id);
  }
}
