import type { Tenant } from '@vakt/store/directory/tenants';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { ClientApplication } from './client-application.ts';
import { isConsumersSegment, isSharedSegment } from './tenant-segment.ts';

/** Whether a client may be used at `common`, `organizations` or `consumers` (reference: identity, section 1). */
export const refuseSharedUse = (
  { appId: client, displayName: name, isMultiTenant }: ClientApplication,
  segment: string,
): Refusal | undefined => {
  if (isConsumersSegment(segment)) return refusal(9002332, { client });
  return isSharedSegment(segment) && !isMultiTenant ? refusal(50194, { client, name, segment }) : undefined;
};

/** Whether a client may sign users in to a tenant: everywhere, or at home alone. */
export const mayBeUsedIn = ({ isMultiTenant, homeTenantId }: ClientApplication, { id }: Tenant): boolean =>
  isMultiTenant || homeTenantId === id;
