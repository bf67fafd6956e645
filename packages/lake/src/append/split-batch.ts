import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { RowEncoder } from './encode-row.ts';

/** Rows of one batch that one insert can carry. */
export interface EncodedPart {
  /** Rows as the engine's JSON, each without its closing brace. */
  readonly rows: readonly string[];
  readonly bytes: number;
  /** The months of the rows' times, that is their partitions. */
  readonly months: ReadonlySet<string>;
}

/** One insert is one block, so that its deduplication token covers all of it: keep under `max_insert_block_size`. */
const MOST_ROWS = 100_000;
const MOST_BYTES = 32 * 1_048_576;
/** The engine refuses a block of more than 100 partitions; wrong clocks make far-off months. */
const MOST_MONTHS = 60;
/** The lake's own columns, which are added to each row. */
const OWN_COLUMNS_BYTES = 120;

const LENGTH_OF_MONTH = 'yyyy-MM'.length;
const monthOf = ({ Timestamp }: HuntingRow): string =>
  typeof Timestamp === 'string' ? Timestamp.slice(0, LENGTH_OF_MONTH) : '';

/** Whether two parts may travel in one insert. */
export const fitsTogether = (rows: number, bytes: number, months: ReadonlySet<string>): boolean =>
  rows <= MOST_ROWS && bytes <= MOST_BYTES && months.size <= MOST_MONTHS;

class PartBuilder {
  rows: string[] = [];
  bytes = 0;
  months = new Set<string>();

  canTake(bytes: number, month: string): boolean {
    if (this.rows.length === 0) return true;
    return (
      this.rows.length < MOST_ROWS &&
      this.bytes + bytes <= MOST_BYTES &&
      (this.months.has(month) || this.months.size < MOST_MONTHS)
    );
  }

  take(row: string, bytes: number, month: string): void {
    this.rows.push(row);
    this.bytes += bytes;
    this.months.add(month);
  }
}

/** Rows in the order in which they came, unless they are of so many months that each part should hold few. */
const inOrderOfMonths = (rows: readonly HuntingRow[]): readonly HuntingRow[] => {
  const months = new Set<string>();
  for (const row of rows) months.add(monthOf(row));
  if (months.size <= MOST_MONTHS) return rows;
  return rows.toSorted((one, other) => (monthOf(one) < monthOf(other) ? -1 : 1));
};

/**
 * Encodes a batch and cuts it into parts that fit into one insert each.
 *
 * @throws RowRefused for the first row that the table cannot hold.
 */
export const splitBatch = (rows: readonly HuntingRow[], encode: RowEncoder): readonly EncodedPart[] => {
  const parts: PartBuilder[] = [];
  let part: PartBuilder | undefined;
  for (const row of inOrderOfMonths(rows)) {
    const text = encode(row);
    const bytes = text.length + OWN_COLUMNS_BYTES;
    const month = monthOf(row);
    if (!part?.canTake(bytes, month)) {
      part = new PartBuilder();
      parts.push(part);
    }
    part.take(text, bytes, month);
  }
  return parts;
};
