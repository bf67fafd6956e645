import type { HuntingRow } from '@vakt/contract/hunting/tables';

/** Keys remembered before the older half is forgotten: repeats of a delivery come close together. */
const GENERATION_SIZE = 500_000;

/**
 * Finds repeated rows: the export delivers at least once, and device, time and report id name a row of a table
 * (reference: telemetry mapping, section 8). Rows without all three are never repeats.
 */
export class RepeatFilter {
  readonly #generationSize: number;
  #recent = new Set<string>();
  #older = new Set<string>();

  constructor(generationSize = GENERATION_SIZE) {
    this.#generationSize = generationSize;
  }

  /** Whether the row was seen before; remembers it. */
  isRepeat(table: string, row: HuntingRow): boolean {
    const { DeviceId, Timestamp, ReportId } = row;
    if (!DeviceId || !Timestamp || ReportId === undefined || ReportId === null || ReportId === '')
      return false;
    const key = `${table} ${String(Timestamp)} ${String(ReportId)} ${String(DeviceId)}`;
    if (this.#recent.has(key) || this.#older.has(key)) return true;
    if (this.#recent.size >= this.#generationSize) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(key);
    return false;
  }
}
