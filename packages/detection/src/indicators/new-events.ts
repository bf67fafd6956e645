import type { TenantId } from '@vakt/contract/ids';
import { ok, type Result } from '@vakt/contract/result';
import type { Lake } from '@vakt/lake/lake';
import type { LakeFailure } from '@vakt/lake/query/failure';
import { type Hit, readHits } from '../hit.ts';
import type { WatchedColumn } from './watched-columns.ts';

/** A stretch of a table's live events, by the order of their arrival. */
export interface Stretch {
  readonly table: string;
  readonly after: bigint;
  readonly upTo: bigint;
}

/** Values of a watched column. */
export interface ColumnValues extends WatchedColumn {
  readonly values: readonly string[];
}

/** Reads what arrived. Tables and columns are those of `watchedColumns`: their names may stand in a statement. */
export interface NewEvents {
  /** Each value that the columns have in the stretch, once. */
  values(
    tenant: TenantId,
    stretch: Stretch,
    columns: readonly WatchedColumn[],
  ): Promise<Result<ColumnValues[], LakeFailure>>;
  /** The events of the stretch that have one of the values. */
  withValues(
    tenant: TenantId,
    stretch: Stretch,
    columns: readonly ColumnValues[],
  ): Promise<Result<Hit[], LakeFailure>>;
}

/** Beyond this, an answer is asked for in halves. */
const LIMITS = { maxSeconds: 30, maxRows: 10_000, maxResultBytes: 16 * 1_048_576 } as const;

const WITHIN = '_Sequence > {after:Int64} AND _Sequence <= {upTo:Int64} AND _Import = {live:String}';

const parametersOf = ({ after, upTo }: Stretch) => ({ after, upTo, live: '' });

const textsIn = (cell: unknown): string[] =>
  Array.isArray(cell) ? cell.filter(value => typeof value === 'string' && value !== '') : [];

export const createNewEvents = (lake: Pick<Lake, 'query'>): NewEvents => ({
  values: async (tenant, stretch, columns) => {
    const answer = await lake.query(tenant, {
      sql: `SELECT ${columns.map(({ column }) => `groupUniqArray(\`${column}\`)`).join(', ')}
        FROM lake.\`${stretch.table}\` WHERE ${WITHIN}`,
      parameters: parametersOf(stretch),
      limits: LIMITS,
    });
    return answer.ok
      ? ok(columns.map((column, at) => ({ ...column, values: textsIn(answer.value.rows[0]?.[at]) })))
      : answer;
  },

  withValues: async (tenant, stretch, columns) => {
    const conditions = columns.map(({ column }, at) => `\`${column}\` IN {values${at}:Array(String)}`);
    const answer = await lake.query(tenant, {
      sql: `SELECT * FROM lake.\`${stretch.table}\` WHERE ${WITHIN} AND (${conditions.join(' OR ')})`,
      parameters: {
        ...parametersOf(stretch),
        ...Object.fromEntries(columns.map(({ values }, at) => [`values${at}`, values])),
      },
      limits: LIMITS,
    });
    return answer.ok ? ok(readHits(answer.value)) : answer;
  },
});
