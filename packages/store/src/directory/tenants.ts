import type { TenantId } from '@vakt/contract/ids';
import type { Plan } from '@vakt/contract/plan';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { Store } from '../store.ts';

/** A tenant as the authority knows it. */
export interface Tenant {
  readonly id: TenantId;
  readonly displayName: string;
  readonly plan: Plan;
  readonly defaultDomain: string;
  readonly createdAt: Date;
}

const tenantQuery = (authority: Kysely<Database>) =>
  authority
    .selectFrom('tenants')
    .innerJoin('domains', join =>
      join.onRef('domains.tenant_id', '=', 'tenants.id').on('domains.is_default', '=', true),
    )
    .select([
      'tenants.id',
      'tenants.display_name',
      'tenants.plan',
      'tenants.created_at',
      'domains.name as default_domain',
    ]);

type TenantRow = Awaited<ReturnType<ReturnType<typeof tenantQuery>['executeTakeFirstOrThrow']>>;

const toTenant = (row: TenantRow): Tenant => ({
  id: row.id as TenantId,
  displayName: row.display_name,
  plan: row.plan as Plan,
  defaultDomain: row.default_domain,
  createdAt: row.created_at,
});

export const findTenant = async (authority: Kysely<Database>, id: TenantId): Promise<Tenant | undefined> => {
  const row = await tenantQuery(authority).where('tenants.id', '=', id).executeTakeFirst();
  return row && toTenant(row);
};

/** @param domain a verified domain, lower case. */
export const findTenantByDomain = async (
  authority: Kysely<Database>,
  domain: string,
): Promise<Tenant | undefined> => {
  const row = await tenantQuery(authority)
    .where('tenants.id', '=', authority.selectFrom('domains').select('tenant_id').where('name', '=', domain))
    .executeTakeFirst();
  return row && toTenant(row);
};

/** Every tenant, by name; at most 1,000. */
export const listTenants = async (authority: Kysely<Database>): Promise<Tenant[]> =>
  (
    await tenantQuery(authority).orderBy('tenants.display_name').orderBy('tenants.id').limit(1_000).execute()
  ).map(toTenant);

/** The tenants that an account may sign in at: its home first, then by name those that it is a guest of; at most 1,000. */
export const listTenantsOfAccount = async (
  authority: Kysely<Database>,
  homeUserId: string,
): Promise<Tenant[]> => {
  const rows = await tenantQuery(authority)
    .innerJoin('users', 'users.tenant_id', 'tenants.id')
    .where(row => row.or([row('users.id', '=', homeUserId), row('users.home_user_id', '=', homeUserId)]))
    .where('users.account_enabled', '=', true)
    .orderBy(sql`users.home_user_id is null`, 'desc')
    .orderBy('tenants.display_name')
    .orderBy('tenants.id')
    .limit(1_000)
    .execute();
  return rows.map(toTenant);
};

/** Undoes the transaction of a tenant whose domain another tenant has. */
class DomainTaken extends Error {
  override readonly name = 'DomainTaken';
}

/**
 * Writes a tenant, its first domain and what `fill` adds to it, all or nothing.
 *
 * @param fill is given the transaction, bound to the new tenant.
 * @returns `false` when the domain is another tenant's.
 */
export const insertWholeTenant = async (
  store: Store,
  tenant: Tenant,
  fill: (db: Kysely<Database>) => Promise<void>,
): Promise<boolean> => {
  try {
    await store.authority.transaction().execute(async transaction => {
      await sql`select set_config('vakt.tenant', ${tenant.id}, true)`.execute(transaction);
      await transaction
        .insertInto('tenants')
        .values({
          id: tenant.id,
          display_name: tenant.displayName,
          plan: tenant.plan,
          created_at: tenant.createdAt,
        })
        .execute();
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('domains')
        .values({ name: tenant.defaultDomain, is_default: true })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) throw new DomainTaken();
      await fill(transaction);
    });
    return true;
  } catch (error) {
    if (error instanceof DomainTaken) return false;
    throw error;
  }
};

/** The verified domains of the tenant that `db` is bound to. */
export const listDomains = (db: Kysely<Database>): Promise<{ name: string; is_default: boolean }[]> =>
  db.selectFrom('domains').select(['name', 'is_default']).orderBy('name').execute();

/** Gives the tenant that `db` is bound to a domain; `false` when another tenant has it. */
export const insertDomain = async (db: Kysely<Database>, name: string): Promise<boolean> => {
  await db
    .insertInto('domains')
    .values({ name, is_default: false })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  return (await listDomains(db)).some(domain => domain.name === name);
};

/** Takes a domain from the tenant; the default one stays, and one that users have in their names. */
export const deleteDomain = async (
  db: Kysely<Database>,
  name: string,
): Promise<'deleted' | 'default' | 'in-use' | 'unknown'> => {
  const domain = (await listDomains(db)).find(known => known.name === name);
  if (!domain) return 'unknown';
  if (domain.is_default) return 'default';
  const user = await db
    .selectFrom('users')
    .select('id')
    .where(sql`split_part(lower(user_principal_name), '@', 2)`, '=', name)
    .executeTakeFirst();
  if (user) return 'in-use';
  await db.deleteFrom('domains').where('name', '=', name).execute();
  return 'deleted';
};
