import type { Plan } from '@vakt/contract/plan';
import { fail } from '@vakt/contract/result';
import { findTenant, type Tenant } from '@vakt/store/directory/tenants';
import type { Access } from './access.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { notFound } from './graph-error.ts';
import { type Entity, listReply, type Outcome } from './graph-reply.ts';

const READING = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
const READ: Access = { application: READING, delegated: READING };

/** A service plan: what a subscription contains. */
interface ServicePlan {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly service: 'WindowsDefenderATP' | 'MicrosoftThreatProtection';
}

/** What a licence plan is in the vendor's catalogue (Product names and service plan identifiers for licensing). */
interface Licence {
  readonly skuPartNumber: string;
  readonly skuId: string;
  readonly servicePlans: readonly ServicePlan[];
}

const ENDPOINT_P1: ServicePlan = {
  servicePlanId: '292cc034-7b7c-4950-aaf5-943befd3f1d4',
  servicePlanName: 'MDE_LITE',
  service: 'WindowsDefenderATP',
};
const ENDPOINT_P2: ServicePlan = {
  servicePlanId: '871d91ec-ec1a-452b-a83f-bd76c7d770ef',
  servicePlanName: 'WINDEFATP',
  service: 'WindowsDefenderATP',
};
const BUSINESS: ServicePlan = {
  servicePlanId: 'bfc1bbd9-981b-4f71-9b82-17c35fd0e2a4',
  servicePlanName: 'MDE_SMB',
  service: 'WindowsDefenderATP',
};
const XDR: ServicePlan = {
  servicePlanId: 'bf28f719-7844-4079-9c78-c1307898e192',
  servicePlanName: 'MTP',
  service: 'MicrosoftThreatProtection',
};

const LICENCES: Readonly<Record<Plan, Licence>> = {
  Plan1: {
    skuPartNumber: 'DEFENDER_ENDPOINT_P1',
    skuId: '16a55f2f-ff35-4cd5-9146-fb784e3761a5',
    servicePlans: [ENDPOINT_P1],
  },
  Plan2: {
    skuPartNumber: 'WIN_DEF_ATP',
    skuId: '111046dd-295b-4d6d-9724-d52ac90bd1f2',
    servicePlans: [ENDPOINT_P2],
  },
  Business: {
    skuPartNumber: 'MDE_SMB',
    // Vakt's own: the catalogue's id was not at hand.
    skuId: 'bc6d6c22-8d0e-5f0c-9f39-6f1c4f0a9c61',
    servicePlans: [BUSINESS],
  },
  XDR: {
    skuPartNumber: 'IDENTITY_THREAT_PROTECTION',
    skuId: '26124093-3d78-432b-b5dc-48bf992543d5',
    servicePlans: [ENDPOINT_P2, XDR],
  },
};

/** The tenant's plans as the organization shows them. */
export const assignedPlans = ({ plan, createdAt }: Tenant): readonly Entity[] =>
  LICENCES[plan].servicePlans.map(({ service, servicePlanId }) => ({
    assignedDateTime: createdAt.toISOString(),
    capabilityStatus: 'Enabled',
    service,
    servicePlanId,
  }));

/** Vakt counts no seats: a plan is the tenant's, whoever signs in. */
const subscribedSku = ({ id, plan }: Tenant): Entity => {
  const { skuId, skuPartNumber, servicePlans } = LICENCES[plan];
  return {
    id: `${id}_${skuId}`,
    accountId: id,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: 0,
    skuId,
    skuPartNumber,
    prepaidUnits: { enabled: 1, lockedOut: 0, suspended: 0, warning: 0 },
    servicePlans: servicePlans.map(({ servicePlanId, servicePlanName }) => ({
      servicePlanId,
      servicePlanName,
      appliesTo: 'User',
      provisioningStatus: 'Success',
    })),
  };
};

const list = async (call: GraphCall): Outcome => {
  const tenant = await findTenant(call.services.store.authority, call.principal.tenantId);
  return tenant
    ? listReply(call, 'subscribedSkus', [subscribedSku(tenant)])
    : fail(notFound(call.principal.tenantId));
};

/** What the tenant is licensed for. */
export const licenceOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/subscribedSkus', access: READ, handle: list },
];
