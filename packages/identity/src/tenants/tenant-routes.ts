import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { listTenants } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';
import { traceOf } from '../aadsts/error-reply.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Initiator } from '../audit/directory-change.ts';
import { type CreatedTenant, createTenant } from './create-tenant.ts';
import { readNewTenant } from './new-tenant-body.ts';
import { isOperator } from './operator.ts';
import { type CreatorServices, NOT_THE_OPERATOR, readCreator } from './tenant-creator.ts';
import { type TenantFailure, tenantFailureReply } from './tenant-failure.ts';

export interface TenantServices extends CreatorServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly audit: AuditLog;
}

/** Names and a plan need no more. */
const BODY_LIMIT = 16_384;

/** The first entry of a tenant's log. */
const recordCreation = (
  { tenant, administrator }: CreatedTenant,
  initiatedBy: Initiator,
  { headers, remoteAddress }: HttpRequest,
  { audit, entropy }: TenantServices,
): Promise<void> =>
  audit.change({
    tenantId: tenant.id,
    activity: 'Create company',
    category: 'DirectoryManagement',
    operationType: 'Add',
    initiatedBy,
    targets: [
      { id: tenant.id, displayName: tenant.displayName, type: 'Directory' },
      {
        id: administrator.id,
        displayName: null,
        type: 'User',
        userPrincipalName: administrator.userPrincipalName,
      },
    ],
    ipAddress: remoteAddress,
    correlationId: traceOf(headers['client-request-id'], entropy).correlationId,
    result: 'success',
  });

const create = async (
  request: HttpRequest,
  services: TenantServices,
): Promise<Result<HttpReply, TenantFailure>> => {
  const { store, clock, entropy } = services;
  const creator = await readCreator(request, services);
  if (!creator.ok) return creator;
  const wanted = readNewTenant(request.body);
  if (!wanted.ok) return wanted;
  const created = await createTenant(store, clock, entropy, wanted.value);
  if (!created.ok)
    return fail({
      status: 409,
      code: 'Conflict',
      message: `The domain ${wanted.value.domain} belongs to another tenant.`,
    });
  await recordCreation(created.value, creator.value, request, services);
  const { tenant, administrator } = created.value;
  return ok({
    status: 201,
    headers: { 'cache-control': 'no-store' },
    body: {
      tenantId: tenant.id,
      displayName: tenant.displayName,
      domain: tenant.defaultDomain,
      plan: tenant.plan,
      administrator,
    },
  });
};

const list = async (
  request: HttpRequest,
  { store, operatorTokenHash }: TenantServices,
): Promise<Result<HttpReply, TenantFailure>> => {
  if (!isOperator(request, operatorTokenHash))
    return fail({ status: 401, code: 'Unauthorized', message: NOT_THE_OPERATOR });
  const tenants = await listTenants(store.authority);
  const value = tenants.map(({ id, displayName, defaultDomain, plan, createdAt }) => ({
    tenantId: id,
    displayName,
    domain: defaultDomain,
    plan,
    createdDateTime: createdAt.toISOString(),
  }));
  return ok({ status: 200, body: { value } });
};

/** Tenants of this installation: the operator's, and where the setting says so new ones of who administers one already. */
export const tenantRoutes = (services: TenantServices): Route[] => {
  const replying =
    (work: typeof create) =>
    async (request: HttpRequest): Promise<HttpReply> => {
      const result = await work(request, services);
      return result.ok ? result.value : tenantFailureReply(result.error, services.entropy);
    };
  return [
    { method: 'GET', path: '/vakt/v1/tenants', handle: replying(list) },
    { method: 'POST', path: '/vakt/v1/tenants', bodyLimit: BODY_LIMIT, handle: replying(create) },
  ];
};
