import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { PartnerCustomersTable } from '../tables/partner-customers.ts';

export type PartnerCustomer = Selectable<PartnerCustomersTable>;

/** Keeps a customer; one that is kept already gets the name that is given now. */
export const savePartnerCustomer = (
  db: Kysely<Database>,
  customer: Omit<Insertable<PartnerCustomersTable>, 'tenant_id'>,
): Promise<PartnerCustomer> =>
  db
    .insertInto('partner_customers')
    .values(customer)
    .onConflict(conflict =>
      conflict
        .columns(['tenant_id', 'app_id', 'customer_tenant_id'])
        .doUpdateSet(row => ({ display_name: row.ref('excluded.display_name') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();

/** A partner's customers in the order of their coming; of one application, or of all. */
export const listPartnerCustomers = (
  db: Kysely<Database>,
  appId: string | undefined,
): Promise<PartnerCustomer[]> =>
  db
    .selectFrom('partner_customers')
    .selectAll()
    .$if(appId !== undefined, query => query.where('app_id', '=', appId ?? ''))
    .orderBy('created_at')
    .orderBy('app_id')
    .orderBy('customer_tenant_id')
    .execute();

/** `false` when no such customer is kept. */
export const deletePartnerCustomer = async (
  db: Kysely<Database>,
  appId: string,
  customerTenantId: string,
): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('partner_customers')
    .where('app_id', '=', appId)
    .where('customer_tenant_id', '=', customerTenantId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
};
