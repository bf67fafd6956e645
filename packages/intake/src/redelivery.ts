import { type HuntingRow, huntingTables, type TableRows } from '@vakt/contract/hunting/tables';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { ok, type Result } from '@vakt/contract/result';
import type { SinkFailure } from './ports.ts';

type Outcome = Result<void, SinkFailure>;

/** Tells what is stored of a device already; imports do not count, for a device does not write them. */
export interface DeliveredReports {
  /** The highest `ReportId` stored for the device in `table`; 0 when there is none. */
  highestReportId(
    tenantId: TenantId,
    deviceId: DeviceId,
    table: string,
  ): Promise<Result<bigint, SinkFailure>>;
}

interface Device {
  readonly tenantId: TenantId;
  readonly deviceId: DeviceId;
}

interface DeviceState {
  /** The highest number stored, by table; read from the lake the first time. */
  readonly stored: Map<string, bigint>;
  /** Settles when the device's last delivery has ended. */
  tail: Promise<unknown>;
  /** Deliveries that have not ended. */
  atWork: number;
}

/** Devices whose numbers are remembered; a forgotten one costs a look into the lake. */
const REMEMBERED_DEVICES = 10_000;

const hasReportId = (table: string): boolean =>
  huntingTables.get(table)?.columns.some(({ name, type }) => name === 'ReportId' && type === 'long') ?? false;

const reportIdOf = ({ ReportId }: HuntingRow): bigint | undefined =>
  typeof ReportId === 'bigint' || typeof ReportId === 'number' ? BigInt(ReportId) : undefined;

/**
 * Stores what a device delivers exactly once, though it repeats a batch until it hears that it arrived.
 *
 * A device numbers its rows upwards and delivers them in that order, so a row whose number is not above the highest stored
 * one of its table has arrived before. That holds over a crash on either side: the number is in the lake, with the row.
 */
export class Redelivery {
  readonly #delivered: DeliveredReports;
  readonly #devices = new Map<string, DeviceState>();

  constructor(delivered: DeliveredReports) {
    this.#delivered = delivered;
  }

  /** Writes the rows that have not arrived before; deliveries of one device wait for each other. */
  async once(
    device: Device,
    tables: readonly TableRows[],
    write: (fresh: readonly TableRows[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    const state = this.#state(device);
    state.atWork += 1;
    const turn = state.tail
      .then(() => this.#deliver(device, state, tables, write))
      .finally(() => (state.atWork -= 1));
    // The next delivery waits for this one, however it ends.
    state.tail = turn.catch(() => undefined);
    return turn;
  }

  #state({ tenantId, deviceId }: Device): DeviceState {
    const key = `${tenantId}/${deviceId}`;
    const known = this.#devices.get(key);
    if (known) return known;
    if (this.#devices.size >= REMEMBERED_DEVICES) this.#forgetOne();
    const state: DeviceState = { stored: new Map(), tail: Promise.resolve(), atWork: 0 };
    this.#devices.set(key, state);
    return state;
  }

  /** Forgets the device that was met first among those that deliver nothing now. */
  #forgetOne(): void {
    for (const [key, { atWork }] of this.#devices) {
      if (atWork > 0) continue;
      this.#devices.delete(key);
      return;
    }
  }

  async #deliver(
    device: Device,
    state: DeviceState,
    tables: readonly TableRows[],
    write: (fresh: readonly TableRows[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    const fresh: TableRows[] = [];
    for (const { table, rows } of tables) {
      const highest = hasReportId(table) ? await this.#highest(device, state, table) : ok(undefined);
      if (!highest.ok) return highest;
      const stored = highest.value;
      const isFresh = (row: HuntingRow): boolean =>
        stored === undefined || (reportIdOf(row) ?? stored + 1n) > stored;
      fresh.push({ table, rows: rows.filter(isFresh) });
    }
    // Of a write that fails, some tables may be stored: what is stored must be looked up again.
    const before = new Map(state.stored);
    state.stored.clear();
    for (const part of partsInOrder(fresh)) {
      const outcome = await write(part);
      if (!outcome.ok) return outcome;
    }
    for (const [table, highest] of withNewNumbers(before, fresh)) state.stored.set(table, highest);
    return ok(undefined);
  }

  async #highest(
    { tenantId, deviceId }: Device,
    { stored }: DeviceState,
    table: string,
  ): Promise<Result<bigint, SinkFailure>> {
    const known = stored.get(table);
    if (known !== undefined) return ok(known);
    const highest = await this.#delivered.highestReportId(tenantId, deviceId, table);
    if (highest.ok) stored.set(table, highest.value);
    return highest;
  }
}

const monthOf = ({ Timestamp }: HuntingRow): string =>
  typeof Timestamp === 'string' ? Timestamp.slice(0, 7) : '';

/** Cuts a table's rows, in the order of their numbers, wherever the month changes. */
const runsOfOneMonth = ({ table, rows }: TableRows): TableRows[] => {
  const runs: HuntingRow[][] = [];
  const ordered = rows.toSorted((one, other) => Number((reportIdOf(one) ?? 0n) - (reportIdOf(other) ?? 0n)));
  for (const row of ordered) {
    const current = runs.at(-1);
    const isSameMonth = current?.[0] !== undefined && monthOf(current[0]) === monthOf(row);
    if (isSameMonth) current.push(row);
    else runs.push([row]);
  }
  return runs.map(run => ({ table, rows: run }));
};

/**
 * The writes of a delivery, one after the other. The lake stores rows of different months apart: were they written at once, a
 * crash between could leave a higher number stored and a lower one not, and the lower one would be taken for stored.
 */
function* partsInOrder(tables: readonly TableRows[]): Generator<TableRows[]> {
  const runs = tables.map(runsOfOneMonth);
  const rounds = Math.max(0, ...runs.map(({ length }) => length));
  for (let round = 0; round < rounds; round += 1) yield runs.flatMap(of => of[round] ?? []);
}

const withNewNumbers = (
  before: ReadonlyMap<string, bigint>,
  fresh: readonly TableRows[],
): Map<string, bigint> => {
  const numbers = new Map(before);
  for (const { table, rows } of fresh)
    for (const row of rows) {
      const id = reportIdOf(row);
      if (id !== undefined && hasReportId(table) && id > (numbers.get(table) ?? 0n)) numbers.set(table, id);
    }
  return numbers;
};
