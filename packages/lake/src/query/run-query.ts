import { setTimeout as delay } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { EngineClients } from '../node/clients.ts';
import { failureOf, type LakeFailure } from './failure.ts';
import { inlineLongValues, type ParameterValue } from './parameters.ts';
import { cellReader } from './read-cell.ts';

export interface LakeLimits {
  readonly maxSeconds?: number;
  readonly maxMemoryBytes?: number;
  /** More rows than these are a failure, not a shorter answer. */
  readonly maxRows?: number;
  /** Bytes of the engine's answer as JSON text. */
  readonly maxResultBytes?: number;
}

/** A query in the engine's SQL with placeholders `{name:Type}`; values travel apart from the text. */
export interface LakeQuery {
  readonly sql: string;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  readonly limits?: LakeLimits;
  readonly signal?: AbortSignal;
  /** Whether the text asks the dictionaries of address places, which are made ready first. */
  readonly readsPlaces?: boolean;
}

export interface LakeStatistics {
  readonly elapsedSeconds: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly resultBytes: number;
  /** The most that the query held at one time; 0 where the engine does not say. */
  readonly memoryBytes: number;
}

export interface LakeRows {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Cells: integers as numbers, or bigint beyond 2^53; times as ISO text; the rest as JSON values. */
  readonly rows: readonly (readonly unknown[])[];
  readonly statistics: LakeStatistics;
}

const DEFAULT_RESULT_BYTES = 256 * 1_048_576;

interface JsonCompact {
  readonly meta: readonly { readonly name: string; readonly type: string }[];
  readonly data: unknown[][];
  readonly statistics?: { readonly elapsed: number; readonly rows_read: number; readonly bytes_read: number };
}

const settingsOf = ({
  maxSeconds,
  maxMemoryBytes,
  maxRows,
}: LakeLimits): Record<string, string | number> => ({
  // The engine holds the answer back until it is whole, so an error is a status and never a broken body.
  wait_end_of_query: 1,
  ...(maxSeconds !== undefined && { max_execution_time: maxSeconds }),
  ...(maxMemoryBytes !== undefined && { max_memory_usage: String(maxMemoryBytes) }),
  // Judged by block, so it may let some more pass; it spares the engine the rest of a far too long answer.
  ...(maxRows !== undefined && { max_result_rows: String(maxRows), result_overflow_mode: 'throw' }),
});

/** Reads the whole answer, up to `limit` bytes. */
const readAnswer = async (stream: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
};

/** What the engine says of a finished query; the client's type leaves out the memory. */
const memoryIn = (summary: unknown): number =>
  Number((summary as { readonly memory_usage?: string } | undefined)?.memory_usage ?? 0);

const parseAnswer = (answer: Buffer, memoryBytes: number): LakeRows => {
  const { meta, data, statistics } = JSON.parse(answer.toString('utf8')) as JsonCompact;
  const readers = meta.map(({ type }) => cellReader(type));
  for (const row of data) for (const [at, read] of readers.entries()) row[at] = read(row[at]);
  return {
    columns: meta,
    rows: data,
    statistics: {
      elapsedSeconds: statistics?.elapsed ?? 0,
      rowsRead: statistics?.rows_read ?? 0,
      bytesRead: statistics?.bytes_read ?? 0,
      resultBytes: answer.length,
      memoryBytes,
    },
  };
};

const OVERDUE: LakeFailure = { kind: 'timeout', message: 'The engine did not end the query in time.' };

const tooLarge = (limit: string): Result<never, LakeFailure> =>
  fail({ kind: 'result-size', message: `The answer has more than ${limit}.` });

const ask = async (
  reader: ClickHouseClient,
  queryId: string,
  { sql, parameters = {}, limits = {}, signal }: LakeQuery,
): Promise<Result<LakeRows, LakeFailure>> => {
  const { text, rest } = inlineLongValues(sql, parameters);
  const { stream, summary } = await reader.exec({
    query: `${text}\nFORMAT JSONCompact`,
    query_id: queryId,
    query_params: rest,
    clickhouse_settings: settingsOf(limits),
    ...(signal && { abort_signal: signal }),
  });
  const { maxResultBytes = DEFAULT_RESULT_BYTES, maxRows = Number.POSITIVE_INFINITY } = limits;
  const answer = await readAnswer(stream as AsyncIterable<Uint8Array>, maxResultBytes);
  if (!answer) return tooLarge(`${maxResultBytes} bytes`);
  const rows = parseAnswer(answer, memoryIn(summary));
  return rows.rows.length > maxRows ? tooLarge(`${maxRows} rows`) : ok(rows);
};

/** The longest that the reader's settings allow. */
const MOST_SECONDS = 600;

/** What the engine is given beyond a query's time to end it by itself: it does not count what it takes to plan a statement. */
const GRACE_MS = 2_000;

/** How long the turn is kept for a query that was told to end, so that what goes on in the engine counts. */
const FAREWELL_MS = 5_000;

/** Failures that leave the engine at work, if the closed connection has not told it to stop. */
const MAY_STILL_RUN: ReadonlySet<LakeFailure['kind']> = new Set(['aborted', 'result-size', 'unavailable']);

/** The second line behind the closed connection; a query that is gone, or an engine that is away, need no kill. */
const killQuery = async ({ administrator }: EngineClients, queryId: string): Promise<void> => {
  const query = 'KILL QUERY WHERE query_id = {queryId:String} SYNC';
  const killing = administrator.command({ query, query_params: { queryId } }).catch(() => undefined);
  await Promise.race([killing, delay(FAREWELL_MS, undefined, { ref: false })]);
};

/** Who asks. */
export interface QueryIdentity {
  /** `<tenant>.<unique>`: the row policies read the tenant from it. */
  readonly queryId: string;
  /** The tenant's seat, whose reader's memory the query takes. */
  readonly seat: number;
}

export const runQuery = async (
  clients: EngineClients,
  { queryId, seat }: QueryIdentity,
  query: LakeQuery,
): Promise<Result<LakeRows, LakeFailure>> => {
  const reader = clients.readers[seat];
  if (!reader) throw new RangeError(`There is no reader for seat ${seat}.`);
  const { maxSeconds = MOST_SECONDS } = query.limits ?? {};
  const deadline = AbortSignal.timeout(maxSeconds * 1_000 + GRACE_MS);
  const signal = query.signal ? AbortSignal.any([query.signal, deadline]) : deadline;
  const result = await ask(reader, queryId, { ...query, signal }).catch((error: unknown) =>
    fail(deadline.aborted ? OVERDUE : failureOf(error, query.signal)),
  );
  if (!result.ok && (MAY_STILL_RUN.has(result.error.kind) || deadline.aborted))
    await killQuery(clients, queryId);
  return result;
};
