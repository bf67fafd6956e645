import { fail } from '@vakt/contract/result';
import { findTenant, listDomains } from '@vakt/store/directory/tenants';
import type { Access } from './access.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { notFound } from './graph-error.ts';
import { listReply, type Outcome } from './graph-reply.ts';
import { assignedPlans } from './licences.ts';

const READING = [
  'Organization.Read.All',
  'Organization.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'User.Read.All',
  'Application.Read.All',
  'Application.ReadWrite.All',
];
const READ: Access = { application: READING, delegated: ['User.Read', ...READING], guests: true };

const list = async (call: GraphCall): Outcome => {
  const tenant = await findTenant(call.services.store.authority, call.principal.tenantId);
  if (!tenant) return fail(notFound(call.principal.tenantId));
  const verifiedDomains = (await listDomains(call.db)).map(({ name, is_default }) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault: is_default,
    isInitial: is_default,
    name,
    type: 'Managed',
  }));
  const plans = assignedPlans(tenant);
  return listReply(call, 'organization', [
    {
      id: tenant.id,
      deletedDateTime: null,
      assignedPlans: plans,
      createdDateTime: tenant.createdAt.toISOString(),
      displayName: tenant.displayName,
      provisionedPlans: plans.map(({ service }) => ({
        capabilityStatus: 'Enabled',
        provisioningStatus: 'Success',
        service,
      })),
      tenantType: 'AAD',
      verifiedDomains,
    },
  ]);
};

/** The tenant itself. */
export const organizationOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/organization', access: READ, handle: list },
];
