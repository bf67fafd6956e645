import type { KustoType } from './kusto-type.ts';

/** A dynamic value as JSON text, kept to the letter so that no 64-bit number is lost. */
export class DynamicText {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  /** Lets `JSON.stringify` write the parsed value where exact numbers do not matter. */
  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/**
 * A cell of an answer: text; numbers (`long` as `bigint` beyond 2^53; reals may be NaN or infinite); booleans; times as
 * ISO text with seven digits and `Z`; spans as `[-][d.]hh:mm:ss[.fffffff]`; dynamic values as JSON text; null.
 */
export type HuntingCell = string | number | bigint | boolean | DynamicText | null;

export interface HuntingResultColumn {
  readonly name: string;
  readonly type: KustoType;
}

export interface HuntingStatistics {
  readonly elapsedSeconds: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  /** Peak memory in bytes, 0 where the lake does not say. */
  readonly memoryBytes: number;
}

/** The answer to a query. */
export interface HuntingResult {
  readonly columns: readonly HuntingResultColumn[];
  readonly rows: readonly (readonly HuntingCell[])[];
  readonly statistics: HuntingStatistics;
  /** Set where there are more rows than the limits let through. */
  readonly isPartial?: boolean;
}
