import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type ClickHouseClient, ClickHouseError } from '@clickhouse/client';
import type { CounterState } from '../counters.ts';
import type { EngineHost } from '../node/engine-host.ts';
import { DATABASE } from '../schema/table-definition.ts';
import { AppendFailed, type AppendFailureReason } from './failures.ts';

const RETRY_PAUSE_MS = 250;
const MOST_ATTEMPTS = 40;
/** Errors after which the same insert may succeed: too many parts or no memory for now, timeouts, too many queries. */
const PASSING_CODES: ReadonlySet<string> = new Set(['252', '241', '159', '202', '209', '210', '236', '319']);
/** No room on the disk: by the engine's own count, or as the operating system said it (errno 28). */
const NOT_ENOUGH_SPACE = '243';
const isDiskFull = ({ code, message }: ClickHouseError): boolean =>
  code === NOT_ENOUGH_SPACE || /No space left on device|errno: 28\b/.test(message);

const reasonOf = (error: unknown): AppendFailureReason => {
  if (!(error instanceof ClickHouseError)) return 'unavailable';
  if (isDiskFull(error)) return 'disk-full';
  return PASSING_CODES.has(error.code) ? 'unavailable' : 'refused';
};

/** Runs the writer's statements on an engine that may be away for a while. */
export class PatientWriter {
  readonly #host: EngineHost;
  readonly #counters: CounterState;

  constructor(host: EngineHost, counters: CounterState) {
    this.#host = host;
    this.#counters = counters;
  }

  /**
   * Inserts rows and resolves when they are on disk. The insert's token makes a repeat of one that had arrived harmless.
   *
   * @param body rows as JSON, one a line; together one block.
   * @throws AppendFailed
   */
  async insert(table: string, body: string): Promise<void> {
    const token = createHash('sha256').update(body).digest('hex');
    await this.whileAway(table, writer =>
      writer.command({
        query: `INSERT INTO ${DATABASE}.\`${table}\` FORMAT JSONEachRow\n${body}`,
        clickhouse_settings: { insert_deduplication_token: token },
      }),
    );
    this.#counters.inserts += 1;
  }

  /** The highest number among all rows of a table; 0 when it has none. */
  highestSequence(table: string): Promise<bigint> {
    const query = `SELECT toString(max(_Sequence)) AS highest FROM ${DATABASE}.\`${table}\``;
    return this.whileAway(table, async writer => {
      const answer = await writer.query({ query, format: 'JSONEachRow' });
      const [row] = await answer.json<{ highest: string }>();
      return BigInt(row?.highest ?? 0);
    });
  }

  /**
   * Repeats `work` for as long as the engine is away or short of something for now.
   *
   * @throws AppendFailed
   */
  async whileAway<Outcome>(
    table: string,
    work: (writer: ClickHouseClient) => Promise<Outcome>,
  ): Promise<Outcome> {
    for (let attempt = 1; ; attempt += 1) {
      const writer = await this.#writer();
      try {
        return await work(writer);
      } catch (error) {
        const reason = reasonOf(error);
        if (reason !== 'unavailable' || attempt >= MOST_ATTEMPTS) {
          const isNothingStored = attempt === 1 && error instanceof ClickHouseError;
          const message = `${table}: ${(error as Error).message}`;
          throw new AppendFailed(message, reason, isNothingStored, error);
        }
        this.#counters.repeatedInserts += 1;
        await delay(RETRY_PAUSE_MS);
      }
    }
  }

  async #writer(): Promise<ClickHouseClient> {
    try {
      return (await this.#host.clients).writer;
    } catch (error) {
      throw new AppendFailed((error as Error).message, 'closed', false, error);
    }
  }
}
