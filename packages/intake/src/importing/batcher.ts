import type { HuntingRow, TableRows } from '@vakt/contract/hunting/tables';

/** Rows of an import that go to the lake together. */
export interface ImportBatch {
  readonly tables: readonly TableRows[];
  readonly rows: number;
}

/** How large a batch may get: rows, and characters of their values. */
export interface BatchLimits {
  readonly rows: number;
  readonly characters: number;
}

const CELL_OVERHEAD = 24;

const sizeOf = (row: HuntingRow): number => {
  let size = 0;
  for (const name in row) {
    const value = row[name];
    size += CELL_OVERHEAD + (typeof value === 'string' ? value.length : 8);
  }
  return size;
};

/** Gathers rows into batches of bounded size. */
export class Batcher {
  readonly #limits: BatchLimits;
  #tables = new Map<string, HuntingRow[]>();
  #rows = 0;
  #characters = 0;
  #full: ImportBatch[] = [];

  constructor(limits: BatchLimits) {
    this.#limits = limits;
  }

  add(table: string, row: HuntingRow): void {
    const rows = this.#tables.get(table);
    if (rows) rows.push(row);
    else this.#tables.set(table, [row]);
    this.#rows += 1;
    this.#characters += sizeOf(row);
    if (this.#rows >= this.#limits.rows || this.#characters >= this.#limits.characters) this.#close();
  }

  /** The batches that are full; with `all`, also the one that is not. */
  take(all = false): readonly ImportBatch[] {
    if (all && this.#rows > 0) this.#close();
    const batches = this.#full;
    this.#full = [];
    return batches;
  }

  #close(): void {
    const tables = [...this.#tables].map(([table, rows]) => ({ table, rows }));
    this.#full.push({ tables, rows: this.#rows });
    this.#tables = new Map();
    this.#rows = 0;
    this.#characters = 0;
  }
}
