import { type AppId, parseAppId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { findApplicationByAppId, findMultiTenantApplication } from '@vakt/store/directory/applications';
import { addOwner } from '@vakt/store/directory/owners';
import {
  countServicePrincipals,
  deleteServicePrincipal,
  insertServicePrincipal,
  listServicePrincipals,
  type ServicePrincipal,
  updateServicePrincipal,
} from '@vakt/store/directory/service-principals';
import {
  ADD_SERVICE_PRINCIPAL,
  DELETE_SERVICE_PRINCIPAL,
  UPDATE_SERVICE_PRINCIPAL,
} from '../audit/changes/applications.ts';
import { changeApplications, READ_APPLICATIONS } from './access.ts';
import { readBoolean, readClearableText, readTextList, requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, denied } from './graph-error.ts';
import { entityReply, NO_CONTENT, type Outcome, pageReply } from './graph-reply.ts';
import { type DirectorySet, readListQuery } from './list-query.ts';
import {
  findNamedServicePrincipal,
  MANAGE_SERVICE_PRINCIPAL,
  namedServicePrincipal,
} from './named-service-principal.ts';
import { serviceResource } from './offered-permissions.ts';
import { presentServicePrincipals } from './service-principal-entity.ts';
import { resolveNames } from './service-principal-names.ts';

const SERVICE_PRINCIPALS: DirectorySet = {
  entity: 'microsoft.graph.servicePrincipal',
  properties: {
    id: { type: 'string' },
    appId: { type: 'string' },
    appOwnerOrganizationId: { type: 'string' },
    displayName: { type: 'string' },
    accountEnabled: { type: 'boolean' },
    servicePrincipalType: { type: 'string' },
    servicePrincipalNames: { type: 'string', collection: true },
    tags: { type: 'string', collection: true },
  },
  ids: ['id', 'appId', 'appOwnerOrganizationId'],
};

const reply = async (call: GraphCall, principal: ServicePrincipal, status: 200 | 201): Outcome => {
  const [entity = {}] = await presentServicePrincipals(call, [principal]);
  return entityReply(call, 'servicePrincipals', entity, status);
};

/** An application of the tenant, or one of another tenant that is open to all (reference: identity, section 6.4). */
const findConsentableApplication = async ({ db, services }: GraphCall, appId: AppId) =>
  (await findApplicationByAppId(db, appId)) ?? findMultiTenantApplication(services.store.authority, appId);

/** Administrators let any application in; members only what they own. */
const LET_IN = changeApplications(async ({ body, db }) => {
  const appId = typeof body.appId === 'string' ? parseAppId(body.appId) : undefined;
  return appId && (await findApplicationByAppId(db, appId))?.id;
});

const create = async (call: GraphCall): Outcome => {
  const text = requireText(call.body, 'appId');
  if (!text.ok) return text;
  const appId = parseAppId(text.value);
  const application = appId && (await findConsentableApplication(call, appId));
  if (!application)
    return fail(
      badRequest(
        `The appId '${text.value.slice(0, 60)}' of the service principal does not reference a valid application object: neither one of this tenant, nor a multi-tenant one of another.`,
      ),
    );
  const changes = readChanges(call);
  if (!changes.ok) return changes;
  const { clock, entropy } = call.services;
  const principal = await insertServicePrincipal(call.db, {
    account_enabled: true,
    app_role_assignment_required: false,
    ...changes.value,
    id: entropy.uuid(),
    app_id: application.app_id,
    app_owner_tenant_id: application.tenant_id,
    display_name: application.display_name,
    created_at: new Date(clock.now()),
  });
  if (!principal)
    return fail(
      conflict(
        `The service principal cannot be created, updated, or restored because the service principal name ${application.app_id} is already in use.`,
      ),
    );
  await addOwner(call.db, principal.id, call.principal.objectId);
  return reply(call, principal, 201);
};

const list = async (call: GraphCall): Outcome => {
  const query = readListQuery(call.request, SERVICE_PRINCIPALS);
  if (!query.ok) return query;
  const filter = query.value.filter ? await resolveNames(call, query.value.filter) : ok(undefined);
  if (!filter.ok) return filter;
  return pageReply(call, 'servicePrincipals', query.value, {
    find: page => listServicePrincipals(call.db, { ...query.value, ...page, filter: filter.value }),
    count: () => countServicePrincipals(call.db, filter.value),
    present: items => presentServicePrincipals(call, items),
  });
};

const get = async (call: GraphCall): Outcome => {
  const found = await findNamedServicePrincipal(call);
  return found.ok ? reply(call, found.value, 200) : found;
};

/** The properties that a tenant decides; everything else comes from the registration. */
const readChanges = ({ body }: GraphCall) => {
  const enabled = readBoolean(body, 'accountEnabled');
  if (!enabled.ok) return enabled;
  const required = readBoolean(body, 'appRoleAssignmentRequired');
  if (!required.ok) return required;
  const notes = readClearableText(body, 'notes');
  if (!notes.ok) return notes;
  const tags = readTextList(body, 'tags');
  if (!tags.ok) return tags;
  return ok({
    ...(enabled.value !== undefined && { account_enabled: enabled.value }),
    ...(required.value !== undefined && { app_role_assignment_required: required.value }),
    ...(notes.value !== undefined && { notes: notes.value }),
    ...(tags.value && { tags: JSON.stringify(tags.value) }),
  });
};

const update = async (call: GraphCall): Outcome => {
  const found = await findNamedServicePrincipal(call);
  if (!found.ok) return found;
  const changes = readChanges(call);
  if (!changes.ok) return changes;
  await updateServicePrincipal(call.db, found.value.id, changes.value);
  return NO_CONTENT;
};

const remove = async (call: GraphCall): Outcome => {
  const found = await findNamedServicePrincipal(call);
  if (!found.ok) return found;
  if (serviceResource(found.value.app_id))
    return fail(denied('A resource application of the service cannot be removed from a tenant.'));
  await deleteServicePrincipal(call.db, found.value.id);
  return NO_CONTENT;
};

/** Applications' presence in the tenant, and the resource applications with what they offer. */
export const servicePrincipalOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/servicePrincipals', access: READ_APPLICATIONS, handle: list },
  {
    method: 'POST',
    path: '/servicePrincipals',
    access: LET_IN,
    audit: ADD_SERVICE_PRINCIPAL,
    handle: create,
  },
  ...namedServicePrincipal.flatMap((path): GraphOperation[] => [
    { method: 'GET', path, access: READ_APPLICATIONS, handle: get },
    {
      method: 'PATCH',
      path,
      access: MANAGE_SERVICE_PRINCIPAL,
      audit: UPDATE_SERVICE_PRINCIPAL,
      handle: update,
    },
    {
      method: 'DELETE',
      path,
      access: MANAGE_SERVICE_PRINCIPAL,
      audit: DELETE_SERVICE_PRINCIPAL,
      handle: remove,
    },
  ]),
];
