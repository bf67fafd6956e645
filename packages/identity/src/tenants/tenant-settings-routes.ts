import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findTenant } from '@vakt/store/directory/tenants';
import { changeTenantSettings, readTenantSettings, type TenantSettings } from '@vakt/store/tenant-settings';
import { traceOf } from '../aadsts/error-reply.ts';
import { setTo } from '../audit/changes/properties.ts';
import { readTenantBody } from './new-tenant-body.ts';
import { isOperator } from './operator.ts';
import { readSettingsChange } from './settings-body.ts';
import { NOT_THE_OPERATOR, OPERATOR } from './tenant-creator.ts';
import { invalid, type TenantFailure, tenantFailureReply } from './tenant-failure.ts';
import type { TenantServices } from './tenant-routes.ts';

type Services = Omit<TenantServices, 'verify' | 'tenantCreation'>;
type Work = (
  tenantId: TenantId,
  request: HttpRequest,
  services: Services,
) => Promise<Result<TenantSettings, TenantFailure>>;

const PATH = '/vakt/v1/tenants/{tenantId}/settings';
const BODY_LIMIT = 16_384;

const findNamed = async (
  request: HttpRequest,
  { store, operatorTokenHash }: Services,
): Promise<Result<TenantId, TenantFailure>> => {
  if (!isOperator(request, operatorTokenHash))
    return fail({ status: 401, code: 'Unauthorized', message: NOT_THE_OPERATOR });
  const { tenantId = '' } = request.params;
  const id = parseTenantId(tenantId);
  return id && (await findTenant(store.authority, id))
    ? ok(id)
    : fail({ status: 404, code: 'ResourceNotFound', message: `Tenant ${tenantId} was not found` });
};

const read: Work = async (tenantId, _request, { store }) =>
  ok(await readTenantSettings(store.tenant(tenantId)));

const recordChange = (
  tenantId: TenantId,
  settings: TenantSettings,
  { headers, remoteAddress }: HttpRequest,
  { audit, entropy }: Services,
): Promise<void> =>
  audit.change({
    tenantId,
    activity: 'Update company settings',
    category: 'DirectoryManagement',
    operationType: 'Update',
    initiatedBy: OPERATOR,
    targets: [
      {
        id: tenantId,
        displayName: null,
        type: 'Directory',
        modifiedProperties: Object.entries(settings).map(([name, value]) => setTo(name, value)),
      },
    ],
    ipAddress: remoteAddress,
    correlationId: traceOf(headers['client-request-id'], entropy).correlationId,
    result: 'success',
  });

const change: Work = async (tenantId, request, services) => {
  const body = readTenantBody(request.body);
  if (!body.ok) return body;
  const wanted = readSettingsChange(body.value);
  if (!wanted.ok) return invalid(wanted.error);
  const settings = await changeTenantSettings(services.store.tenant(tenantId), wanted.value);
  await recordChange(tenantId, settings, request, services);
  return ok(settings);
};

/** The settings of any tenant of the installation: the operator's to see and to change. */
export const tenantSettingsRoutes = (services: Services): Route[] => {
  const replying =
    (work: Work) =>
    async (request: HttpRequest): Promise<HttpReply> => {
      const tenantId = await findNamed(request, services);
      const settings = tenantId.ok ? await work(tenantId.value, request, services) : tenantId;
      return settings.ok
        ? { status: 200, body: settings.value }
        : tenantFailureReply(settings.error, services.entropy);
    };
  return [
    { method: 'GET', path: PATH, handle: replying(read) },
    { method: 'PATCH', path: PATH, bodyLimit: BODY_LIMIT, handle: replying(change) },
  ];
};
