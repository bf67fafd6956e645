import type { TenantId } from '@vakt/contract/ids';
import type { Ticks } from '@vakt/contract/ticks';
import { type Kysely, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';
import { INVESTIGATION_COLUMNS, type Investigation } from './investigations.ts';

/** An investigation that is to be worked on, and whose it is. */
export interface TakenInvestigation {
  readonly tenantId: TenantId;
  readonly investigation: Investigation;
}

/** Which running investigations to take. */
export interface InvestigationTurn {
  /** Those that began by then. */
  readonly startedBy: Ticks;
  readonly now: Ticks;
  /** Until when they are nobody else's. */
  readonly takenUntil: Ticks;
  readonly most: number;
}

/**
 * Takes running investigations, the oldest first, so that no other server process works on them for a while. What a process
 * that died had taken is free again after that while.
 *
 * @param authority sees every tenant's.
 */
export const takeDueInvestigations = async (
  authority: Kysely<Database>,
  { startedBy, now, takenUntil, most }: InvestigationTurn,
): Promise<TakenInvestigation[]> => {
  const taken = await authority
    .with('due', query =>
      query
        .selectFrom('investigations')
        .select(['tenant_id', 'investigation_id'])
        .where(sql<SqlBool>`state = 'Running'`)
        .where('started_ticks', '<=', startedBy)
        .where('taken_until_ticks', '<=', now)
        .orderBy('started_ticks')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('investigations')
    .from('due')
    .set({ taken_until_ticks: takenUntil })
    .whereRef('investigations.tenant_id', '=', 'due.tenant_id')
    .whereRef('investigations.investigation_id', '=', 'due.investigation_id')
    .returning([
      'investigations.tenant_id',
      ...INVESTIGATION_COLUMNS.map(column => `investigations.${column}` as const),
    ])
    .execute();
  return taken.map(({ tenant_id, ...investigation }) => ({
    tenantId: tenant_id as TenantId,
    investigation,
  }));
};
