import type { Route } from '@vakt/contract/http';
import { type ArmList, type ArmServices, armRoute } from './arm-call.ts';
import { cloudMetadataRoute } from './cloud-metadata.ts';
import { listTenants } from './tenants.ts';

/** There are no subscriptions: Vakt has no resources of Azure. An empty list is what a tenant without any has. */
const listSubscriptions: ArmList = { path: '/subscriptions', list: async () => [] };

/** What of Azure Resource Manager a sign-in with the Azure CLI asks (reference: identity, section 7.1). */
export const resourceManagerRoutes = (services: ArmServices): Route[] => [
  cloudMetadataRoute,
  ...[listTenants, listSubscriptions].map(operation => armRoute(operation, services)),
];
