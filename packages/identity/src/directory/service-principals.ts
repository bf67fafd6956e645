import type { HttpReply } from '@vakt/contract/http';
import { type AppId, parseAppId, parseObjectId } from '@vakt/contract/ids';
import { permissionsOf } from '@vakt/contract/permissions';
import { type ResourceApplication, resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import { findApplicationByAppId, findMultiTenantApplication } from '@vakt/store/directory/applications';
import {
  deleteServicePrincipal,
  findServicePrincipal,
  findServicePrincipalByAppId,
  insertServicePrincipal,
  listServicePrincipals,
  type ServicePrincipal,
  updateServicePrincipal,
} from '@vakt/store/directory/service-principals';
import { readBoolean, requireText } from './body.ts';
import { type GraphCall, type GraphOperation, READ_APPLICATIONS, WRITE_APPLICATIONS } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { pageOf, parseListQuery, selectProperties } from './list-query.ts';

type Outcome = Promise<Result<HttpReply, GraphFailure>>;

const resourceByAppId: ReadonlyMap<string, ResourceApplication> = new Map(
  Object.values(resourceApplications).map(resource => [resource.appId, resource]),
);

const appRolesOf = (resource: ResourceApplication): object[] =>
  permissionsOf(resource.name)
    .filter(({ kind }) => kind === 'Role')
    .map(({ id, value, displayName, description }) => ({
      allowedMemberTypes: ['Application'],
      description,
      displayName,
      id,
      isEnabled: true,
      origin: 'Application',
      value,
    }));

const scopesOf = (resource: ResourceApplication): object[] =>
  permissionsOf(resource.name)
    .filter(({ kind }) => kind === 'Scope')
    .map(({ id, value, displayName, description, adminOnly }) => ({
      adminConsentDescription: description,
      adminConsentDisplayName: displayName,
      id,
      isEnabled: true,
      type: adminOnly ? 'Admin' : 'User',
      userConsentDescription: description,
      userConsentDisplayName: displayName,
      value,
    }));

/** A service principal in Microsoft Graph's shape; a resource's shows what it lets its clients do. */
const entityOf = (principal: ServicePrincipal): Readonly<Record<string, unknown>> => {
  const resource = resourceByAppId.get(principal.app_id);
  return {
    id: principal.id,
    deletedDateTime: null,
    accountEnabled: principal.account_enabled,
    alternativeNames: [],
    appDisplayName: principal.display_name,
    appId: principal.app_id,
    appOwnerOrganizationId: principal.app_owner_tenant_id,
    appRoleAssignmentRequired: principal.app_role_assignment_required,
    createdDateTime: principal.created_at.toISOString(),
    displayName: principal.display_name,
    servicePrincipalNames: [principal.app_id, ...(resource?.identifierUris ?? [])],
    servicePrincipalType: 'Application',
    signInAudience: resource ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    tags: resource ? [] : ['WindowsAzureActiveDirectoryIntegratedApp'],
    appRoles: resource ? appRolesOf(resource) : [],
    oauth2PermissionScopes: resource ? scopesOf(resource) : [],
    keyCredentials: [],
    passwordCredentials: [],
  };
};

/** The service principal that the path names, by object id or `(appId='…')`. */
export const findNamedServicePrincipal = async ({
  db,
  request,
}: GraphCall): Promise<Result<ServicePrincipal, GraphFailure>> => {
  const { id = '', appId = '' } = request.params;
  const objectId = parseObjectId(id);
  const clientId = parseAppId(appId);
  const found = objectId
    ? await findServicePrincipal(db, objectId)
    : clientId && (await findServicePrincipalByAppId(db, clientId));
  return found ? ok(found) : fail(notFound(id || appId));
};

/** An application of the tenant, or one of another tenant that is open to all (reference: identity, section 6.4). */
const findConsentableApplication = async ({ db, services }: GraphCall, appId: AppId) =>
  (await findApplicationByAppId(db, appId)) ?? findMultiTenantApplication(services.store.authority, appId);

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
  const { clock, entropy } = call.services;
  const principal = await insertServicePrincipal(call.db, {
    id: entropy.uuid(),
    app_id: application.app_id,
    app_owner_tenant_id: application.tenant_id,
    display_name: application.display_name,
    account_enabled: true,
    app_role_assignment_required: false,
    created_at: new Date(clock.now()),
  });
  if (!principal)
    return fail(
      conflict(
        `The service principal cannot be created, updated, or restored because the service principal name ${application.app_id} is already in use.`,
      ),
    );
  return ok({
    status: 201,
    body: { '@odata.context': call.context('servicePrincipals/$entity'), ...entityOf(principal) },
  });
};

const list = async (call: GraphCall): Outcome => {
  const query = parseListQuery(call.request.query);
  if (!query.ok) return query;
  const found = await listServicePrincipals(call.db, { ...query.value, limit: query.value.limit + 1 });
  const { items, next } = pageOf(found, query.value, call.request);
  const value = items.map(principal => selectProperties(entityOf(principal), query.value.select));
  return ok({ status: 200, body: { '@odata.context': call.context('servicePrincipals'), ...next, value } });
};

const get = async (call: GraphCall): Outcome => {
  const found = await findNamedServicePrincipal(call);
  if (!found.ok) return found;
  const query = parseListQuery(call.request.query);
  if (!query.ok) return query;
  const entity = selectProperties(entityOf(found.value), query.value.select);
  return ok({
    status: 200,
    body: { '@odata.context': call.context('servicePrincipals/$entity'), ...entity },
  });
};

const update = async (call: GraphCall): Outcome => {
  const found = await findNamedServicePrincipal(call);
  if (!found.ok) return found;
  const enabled = readBoolean(call.body, 'accountEnabled');
  if (!enabled.ok) return enabled;
  const required = readBoolean(call.body, 'appRoleAssignmentRequired');
  if (!required.ok) return required;
  await updateServicePrincipal(call.db, found.value.id, {
    ...(enabled.value !== undefined && { account_enabled: enabled.value }),
    ...(required.value !== undefined && { app_role_assignment_required: required.value }),
  });
  return ok({ status: 204 });
};

const remove = async (call: GraphCall): Outcome => {
  const found = await findNamedServicePrincipal(call);
  if (!found.ok) return found;
  if (resourceByAppId.has(found.value.app_id))
    return fail({
      status: 403,
      code: 'Authorization_RequestDenied',
      message: 'A resource application of the service cannot be removed from a tenant.',
    });
  await deleteServicePrincipal(call.db, found.value.id);
  return ok({ status: 204 });
};

export const namedServicePrincipal = [
  '/servicePrincipals/{id}',
  "/servicePrincipals(appId='{appId}')",
] as const;

/** Applications' presence in the tenant, and the resource applications with what they offer. */
export const servicePrincipalOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/servicePrincipals', access: READ_APPLICATIONS, handle: list },
  { method: 'POST', path: '/servicePrincipals', access: WRITE_APPLICATIONS, handle: create },
  ...namedServicePrincipal.flatMap((path): GraphOperation[] => [
    { method: 'GET', path, access: READ_APPLICATIONS, handle: get },
    { method: 'PATCH', path, access: WRITE_APPLICATIONS, handle: update },
    { method: 'DELETE', path, access: WRITE_APPLICATIONS, handle: remove },
  ]),
];
