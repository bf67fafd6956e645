import type { ClickHouseClient } from '@clickhouse/client';
import { fail, ok, type Result } from '@vakt/contract/result';
import { failureOf, type LakeFailure } from './failure.ts';
import { inlineLongLists, type ParameterValue } from './parameters.ts';
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
}

export interface LakeStatistics {
  readonly elapsedSeconds: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly resultBytes: number;
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

const settingsOf = ({ maxSeconds, maxMemoryBytes }: LakeLimits): Record<string, string | number> => ({
  // The engine holds the answer back until it is whole, so an error is a status and never a broken body.
  wait_end_of_query: 1,
  ...(maxSeconds !== undefined && { max_execution_time: maxSeconds }),
  ...(maxMemoryBytes !== undefined && { max_memory_usage: String(maxMemoryBytes) }),
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

const parseAnswer = (answer: Buffer): LakeRows => {
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
    },
  };
};

/** @param queryId `<tenant>.<unique>`: the row policies read the tenant from it. */
export const runQuery = async (
  client: ClickHouseClient,
  queryId: string,
  { sql, parameters = {}, limits = {}, signal }: LakeQuery,
): Promise<Result<LakeRows, LakeFailure>> => {
  try {
    const { text, rest } = inlineLongLists(sql, parameters);
    const { stream } = await client.exec({
      query: `${text}\nFORMAT JSONCompact`,
      query_id: queryId,
      query_params: rest,
      clickhouse_settings: settingsOf(limits),
      ...(signal && { abort_signal: signal }),
    });
    const answer = await readAnswer(
      stream as AsyncIterable<Uint8Array>,
      limits.maxResultBytes ?? DEFAULT_RESULT_BYTES,
    );
    if (!answer) return fail({ kind: 'result-size', message: 'The answer is larger than the limit.' });
    const rows = parseAnswer(answer);
    if (limits.maxRows !== undefined && rows.rows.length > limits.maxRows)
      return fail({ kind: 'result-size', message: `The answer has more than ${limits.maxRows} rows.` });
    return ok(rows);
  } catch (error) {
    return fail(failureOf(error, signal));
  }
};
