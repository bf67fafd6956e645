/** What a lake has done since it was opened, for metrics. */
export interface LakeCounters {
  readonly appendedRows: number;
  readonly inserts: number;
  /** Inserts sent again after the engine was away or short of something. */
  readonly repeatedInserts: number;
  /** Appends refused because too much was waiting. */
  readonly overloads: number;
  /** Bytes of rows that wait to be written, now. */
  readonly waitingBytes: number;
  readonly queries: number;
  readonly failedQueries: number;
  /** Queries at the engine, now. */
  readonly runningQueries: number;
  /** Queries that wait for their turn, now. */
  readonly waitingQueries: number;
  /** How often the private node ended by itself and was started again. */
  readonly engineRestarts: number;
}

/** The counters as the parts of a lake keep them. */
export type CounterState = { -readonly [Name in keyof LakeCounters]: number };

export const createCounters = (): CounterState => ({
  appendedRows: 0,
  inserts: 0,
  repeatedInserts: 0,
  overloads: 0,
  waitingBytes: 0,
  queries: 0,
  failedQueries: 0,
  runningQueries: 0,
  waitingQueries: 0,
  engineRestarts: 0,
});
