import { isGuid } from '../../../data/odata-filter.ts';

/** A customer as it is being typed. */
export interface CustomerDraft {
  readonly tenantId: string;
  readonly name: string;
}

export type DraftFault = 'no-guid' | 'own-tenant' | 'name-too-long';

export const LONGEST_CUSTOMER_NAME = 256;

/** What keeps a draft from being saved, by field. */
export const draftFaults = (
  { tenantId, name }: CustomerDraft,
  ownTenantId: string,
): { readonly tenantId?: DraftFault; readonly name?: DraftFault } => {
  const id = tenantId.trim().toLowerCase();
  const isOwn = id === ownTenantId.toLowerCase();
  return {
    ...(!isGuid(id) && { tenantId: 'no-guid' }),
    ...(isOwn && { tenantId: 'own-tenant' }),
    ...(name.trim().length > LONGEST_CUSTOMER_NAME && { name: 'name-too-long' }),
  };
};
