import type { Clock } from '@vakt/contract/clock';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { DeviceId } from '@vakt/contract/ids';
import type { SensorLog } from '../options.ts';
import { timestampOf, unixNsOfMs } from '../time/timestamp.ts';
import { recordText } from './record.ts';
import type { ReportIds } from './report-ids.ts';
import type { Spool } from './spool.ts';

/** What the outbox works with. */
export interface OutboxOptions {
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly reportIds: ReportIds;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: SensorLog;
  /** Called when the spool has got records. */
  readonly onSpooled: () => void;
}

/** Rows are written together when so long has passed since the first of them. */
const GATHER_MS = 200;
/** Rows kept in memory while the disk takes none. */
const WAITING_LIMIT = 20_000;

/** Gives rows their device and number, and puts them into the spool. */
export class Outbox {
  readonly #options: OutboxOptions;
  #waiting: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #lost = 0;
  #isDiskFailing = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Rows that were lost because the disk took none for too long. */
  get lost(): number {
    return this.#lost;
  }

  /** Takes a row; tables without a time of their own get neither `Timestamp` nor `ReportId`. */
  emit(table: string, row: HuntingRow): void {
    const { deviceId, deviceName, reportIds, clock } = this.#options;
    const device = { DeviceId: deviceId, DeviceName: deviceName };
    const numbered = 'Timestamp' in row ? { ReportId: reportIds.take() } : {};
    const time = timestampOf(unixNsOfMs(clock.now()));
    this.#waiting.push(recordText(table, { ...device, ...row, ...numbered }, time));
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Writes what waits into the spool. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    try {
      this.#options.spool.append(this.#waiting);
      this.#waiting = [];
      this.#isDiskFailing = false;
      this.#options.onSpooled();
    } catch (error) {
      this.#keepForLater(error instanceof Error ? error.message : String(error));
    }
  }

  #keepForLater(reason: string): void {
    if (!this.#isDiskFailing) this.#options.log('error', `events cannot be written: ${reason}`);
    this.#isDiskFailing = true;
    const excess = this.#waiting.length - WAITING_LIMIT;
    if (excess <= 0) return;
    this.#lost += excess;
    this.#waiting = this.#waiting.slice(excess);
  }
}
