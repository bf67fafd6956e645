import type { HuntingRow } from '@vakt/contract/hunting/tables';

/** Rows of one table, on their way in. */
export interface LakeBatch {
  readonly table: string;
  readonly rows: readonly HuntingRow[];
  /** The name of the import that the rows belong to; live events have none. */
  readonly importName?: string;
}

export interface AppendReceipt {
  readonly table: string;
  readonly rows: number;
  /** The highest `_Sequence` among the rows: a query over `_Sequence <= sequence` sees them all. */
  readonly sequence: bigint;
}
