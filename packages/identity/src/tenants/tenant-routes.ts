import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { parsePlan, plans } from '@vakt/contract/plan';
import { fail, ok, type Result } from '@vakt/contract/result';
import { listTenants } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';
import { traceOf } from '../aadsts/error-reply.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { isStorable } from '../directory/body.ts';
import { type CreatedTenant, createTenant, type NewTenant } from './create-tenant.ts';
import { isOperator } from './operator.ts';

export interface TenantServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly audit: AuditLog;
  /** SHA-256 of the operator's token, hex. */
  readonly operatorTokenHash: string;
}

interface TenantFailure {
  readonly status: 400 | 401 | 409;
  readonly code: string;
  readonly message: string;
}

const DOMAIN =
  /^(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;
const LOCAL_PART = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/i;

const invalid = (message: string): Result<never, TenantFailure> =>
  fail({ status: 400, code: 'InvalidRequestBody', message });

const parseJson = (body: Uint8Array): Result<Record<string, unknown>, TenantFailure> => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? ok(parsed as Record<string, unknown>)
      : invalid('The body must be a JSON object.');
  } catch {
    return invalid('The body must be JSON.');
  }
};

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 256 && isStorable(value);

const readAdministrator = (
  value: unknown,
  domain: string,
): Result<NewTenant['administrator'], TenantFailure> => {
  const given = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const localPart = given.localPart ?? 'admin';
  const displayName = given.displayName ?? 'Administrator';
  if (typeof localPart !== 'string' || !LOCAL_PART.test(localPart))
    return invalid(
      'administrator.localPart must be what stands before the @ of a user name: letters, digits, dots, hyphens.',
    );
  if (!isName(displayName)) return invalid('administrator.displayName must have 1 to 256 characters.');
  return ok({ userPrincipalName: `${localPart}@${domain}`, displayName });
};

const readNewTenant = (body: Record<string, unknown>): Result<NewTenant, TenantFailure> => {
  const { displayName, domain, plan } = body;
  if (!isName(displayName)) return invalid('displayName must have 1 to 256 characters.');
  if (typeof domain !== 'string' || !DOMAIN.test(domain.toLowerCase()))
    return invalid('domain must be a DNS name such as contoso.example.');
  const parsedPlan = typeof plan === 'string' ? parsePlan(plan) : undefined;
  if (!parsedPlan) return invalid(`plan must be one of ${plans.join(', ')}.`);
  const administrator = readAdministrator(body.administrator, domain.toLowerCase());
  if (!administrator.ok) return administrator;
  return ok({
    displayName: displayName.trim(),
    domain: domain.toLowerCase(),
    plan: parsedPlan,
    administrator: administrator.value,
  });
};

/** The first entry of a tenant's log. */
const recordCreation = (
  { tenant, administrator }: CreatedTenant,
  { headers, remoteAddress }: HttpRequest,
  { audit, entropy }: TenantServices,
): Promise<void> =>
  audit.change({
    tenantId: tenant.id,
    activity: 'Create company',
    category: 'DirectoryManagement',
    operationType: 'Add',
    initiatedBy: { kind: 'app', displayName: 'Operator of the installation' },
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
  const body = parseJson(request.body);
  if (!body.ok) return body;
  const wanted = readNewTenant(body.value);
  if (!wanted.ok) return wanted;
  const created = await createTenant(store, clock, entropy, wanted.value);
  if (!created.ok)
    return fail({
      status: 409,
      code: 'Conflict',
      message: `The domain ${wanted.value.domain} belongs to another tenant.`,
    });
  await recordCreation(created.value, request, services);
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

const list = async ({ store }: TenantServices): Promise<Result<HttpReply, TenantFailure>> => {
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

const NOT_THE_OPERATOR: TenantFailure = {
  status: 401,
  code: 'Unauthorized',
  message:
    'Tenants are made by the operator of this installation. Send the token of operator.token in the data directory as Bearer.',
};

/** Tenants of this installation: the operator's, who holds the data directory. */
export const tenantRoutes = (services: TenantServices): Route[] => {
  const asOperator =
    (work: (request: HttpRequest) => Promise<Result<HttpReply, TenantFailure>>) =>
    async (request: HttpRequest): Promise<HttpReply> => {
      const result = isOperator(request, services.operatorTokenHash)
        ? await work(request)
        : fail(NOT_THE_OPERATOR);
      if (result.ok) return result.value;
      const { status, code, message } = result.error;
      return {
        status,
        ...(status === 401 && { headers: { 'www-authenticate': 'Bearer' } }),
        body: { error: { code, message, target: services.entropy.uuid() } },
      };
    };
  return [
    { method: 'GET', path: '/vakt/v1/tenants', handle: asOperator(() => list(services)) },
    { method: 'POST', path: '/vakt/v1/tenants', handle: asOperator(request => create(request, services)) },
  ];
};
