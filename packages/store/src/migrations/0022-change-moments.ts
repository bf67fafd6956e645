import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

/** The last moment that each tenant gave to a change of an alert or an incident. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table change_moments (
    tenant_id uuid not null default current_setting('vakt.tenant')::uuid primary key,
    last_ticks bigint not null)`.execute(db);
  await protectTenantRows(db, 'change_moments');
  await sql`insert into change_moments (tenant_id, last_ticks)
    select tenant_id, max(updated_ticks) from (
      select tenant_id, updated_ticks from alerts union all select tenant_id, updated_ticks from incidents) as changes
    group by tenant_id`.execute(db);
};
