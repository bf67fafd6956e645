import type { Kysely } from 'kysely';
import type { Database } from './database.ts';

/** What a tenant's administrators can switch on; everything is off until then. */
export interface TenantSettings {
  /** Whether live response may be used on the tenant's devices. */
  readonly liveResponse: boolean;
  /** Whether live response may run scripts that nobody signed. */
  readonly liveResponseUnsignedScripts: boolean;
}

const DEFAULTS: TenantSettings = { liveResponse: false, liveResponseUnsignedScripts: false };

/** The settings of the tenant that `db` is bound to. */
export const readTenantSettings = async (db: Kysely<Database>): Promise<TenantSettings> => {
  const row = await db
    .selectFrom('tenant_settings')
    .select(['live_response', 'unsigned_scripts'])
    .executeTakeFirst();
  return row
    ? { liveResponse: row.live_response, liveResponseUnsignedScripts: row.unsigned_scripts }
    : DEFAULTS;
};

/** Changes what `change` names; the rest stays. Answers the settings as they are then. */
export const changeTenantSettings = async (
  db: Kysely<Database>,
  change: Partial<TenantSettings>,
): Promise<TenantSettings> => {
  const { liveResponse, liveResponseUnsignedScripts } = change;
  await db
    .insertInto('tenant_settings')
    .values({
      live_response: liveResponse ?? DEFAULTS.liveResponse,
      unsigned_scripts: liveResponseUnsignedScripts ?? DEFAULTS.liveResponseUnsignedScripts,
    })
    .onConflict(conflict =>
      conflict.column('tenant_id').doUpdateSet(row => ({
        live_response: liveResponse ?? row.ref('tenant_settings.live_response'),
        unsigned_scripts: liveResponseUnsignedScripts ?? row.ref('tenant_settings.unsigned_scripts'),
      })),
    )
    .execute();
  return readTenantSettings(db);
};
