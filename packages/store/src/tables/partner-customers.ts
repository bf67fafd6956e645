import type { Generated } from 'kysely';

/** The tenants that use a partner's application, as the partner keeps them. Nothing is granted by it. */
export interface PartnerCustomersTable {
  /** The partner's own tenant, where the application is registered. */
  readonly tenant_id: Generated<string>;
  readonly app_id: string;
  /** Whose consent the application works with; it need not be a tenant of this installation. */
  readonly customer_tenant_id: string;
  display_name: string | null;
  readonly created_at: Date;
}

/** What partners keep of their customers. */
export interface PartnerTables {
  readonly partner_customers: PartnerCustomersTable;
}
