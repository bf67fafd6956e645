import { type AppId, parseAppId, parseTenantId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findApplicationByAppId } from '@vakt/store/directory/applications';
import {
  deletePartnerCustomer,
  listPartnerCustomers,
  type PartnerCustomer,
  savePartnerCustomer,
} from '@vakt/store/directory/partner-customers';
import { ADD_CUSTOMER, REMOVE_CUSTOMER } from '../audit/changes/applications.ts';
import { changeApplications, READ_APPLICATIONS } from './access.ts';
import { readText, requireText, wrong } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, listReply, NO_CONTENT, type Outcome } from './graph-reply.ts';

const SET = 'customers';

const entityOf = (customer: PartnerCustomer): Entity => ({
  appId: customer.app_id,
  tenantId: customer.customer_tenant_id,
  displayName: customer.display_name,
  createdDateTime: customer.created_at.toISOString(),
});

/** The client id that a call names: in its path, or else in its body. */
const appIdOf = ({ request, body }: GraphCall): AppId | undefined => {
  const named = request.params.appId ?? body.appId;
  return typeof named === 'string' ? parseAppId(named) : undefined;
};

/** The object id of the application whose customers a call changes: its owners may. */
const ownedApplication = async (call: GraphCall): Promise<string | undefined> => {
  const appId = appIdOf(call);
  return appId && (await findApplicationByAppId(call.db, appId))?.id;
};

const list = async (call: GraphCall): Outcome => {
  const text = call.request.query.get('appId');
  const appId = text === null ? undefined : parseAppId(text);
  if (text !== null && !appId)
    return fail(badRequest("The parameter 'appId' must be the client id of an application, a GUID."));
  return listReply(call, SET, (await listPartnerCustomers(call.db, appId)).map(entityOf));
};

const readTenant = ({ body }: GraphCall): Result<TenantId, GraphFailure> => {
  const text = requireText(body, 'tenantId');
  if (!text.ok) return text;
  const tenantId = parseTenantId(text.value);
  return tenantId ? ok(tenantId) : wrong('tenantId', 'the id of the customer’s tenant, a GUID');
};

const add = async (call: GraphCall): Outcome => {
  const given = requireText(call.body, 'appId');
  if (!given.ok) return given;
  const appId = appIdOf(call);
  if (!appId || !(await findApplicationByAppId(call.db, appId))) return fail(notFound(given.value));
  const tenantId = readTenant(call);
  if (!tenantId.ok) return tenantId;
  const displayName = readText(call.body, 'displayName');
  if (!displayName.ok) return displayName;
  const saved = await savePartnerCustomer(call.db, {
    app_id: appId,
    customer_tenant_id: tenantId.value,
    display_name: displayName.value ?? null,
    created_at: new Date(call.services.clock.now()),
  });
  return entityReply(call, SET, entityOf(saved), 201);
};

const remove = async (call: GraphCall): Outcome => {
  const { tenantId: text = '' } = call.request.params;
  const appId = appIdOf(call);
  const tenantId = parseTenantId(text);
  return appId && tenantId && (await deletePartnerCustomer(call.db, appId, tenantId))
    ? NO_CONTENT
    : fail(notFound(text));
};

const WRITE = changeApplications(ownedApplication);

/**
 * The customers of a partner's applications: tenants whose consent an application works with (reference: identity,
 * section 6.4). Vakt's own; the real service has no such list. It grants nothing and says nothing of a customer's consent:
 * that is found out by asking for a token, as everywhere.
 */
export const partnerCustomerOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/customers', access: READ_APPLICATIONS, handle: list },
  { method: 'POST', path: '/customers', access: WRITE, audit: ADD_CUSTOMER, handle: add },
  {
    method: 'DELETE',
    path: '/customers/{appId}/{tenantId}',
    access: WRITE,
    audit: REMOVE_CUSTOMER,
    handle: remove,
  },
];
