import { huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Lake } from '@vakt/lake/lake';
import type { LakeFailure } from '@vakt/lake/query/failure';

/** When events arrived: positions in the order in which a tenant's events of a table were acknowledged. */
export interface Arrivals {
  /** The position of the newest event; 0 when there is none. */
  newest(tenant: TenantId, table: string): Promise<Result<bigint, LakeFailure>>;
  /** The position of the first event after `position`; `position` itself when there is none. */
  firstAfter(tenant: TenantId, table: string, position: bigint): Promise<Result<bigint, LakeFailure>>;
  /** The position of the last event that arrived before `since`; 0 when there is none. */
  lastBefore(tenant: TenantId, table: string, since: Date): Promise<Result<bigint, LakeFailure>>;
}

/** What detection asks of the lake. */
export type ArrivalSource = Pick<Lake, 'query' | 'highestSequence'>;

/** The table's name as SQL: only names of the hunting schema become text. */
const lakeTable = (table: string): string => {
  if (!huntingTables.has(table)) throw new RangeError(`${table} is no hunting table`);
  return `lake.\`${table}\``;
};

/** Reads positions from the lake. */
export const createArrivals = (lake: ArrivalSource): Arrivals => ({
  newest: async (tenant, table) => {
    try {
      return ok(await lake.highestSequence(tenant, table));
    } catch (error) {
      return fail({ kind: 'unavailable', message: error instanceof Error ? error.message : String(error) });
    }
  },
  firstAfter: async (tenant, table, position) => {
    const result = await lake.query(tenant, {
      sql: `SELECT minOrNull(_Sequence) FROM ${lakeTable(table)} WHERE _Sequence > {position:Int64}`,
      parameters: { position },
    });
    return result.ok ? ok(BigInt(String(result.value.rows[0]?.[0] ?? position))) : result;
  },
  lastBefore: async (tenant, table, since) => {
    const result = await lake.query(tenant, {
      sql: `SELECT max(_Sequence) FROM ${lakeTable(table)} WHERE _IngestedAt < parseDateTime64BestEffort({since:String}, 7, 'UTC')`,
      parameters: { since: since.toISOString() },
    });
    return result.ok ? ok(BigInt(String(result.value.rows[0]?.[0] ?? 0))) : result;
  },
});
