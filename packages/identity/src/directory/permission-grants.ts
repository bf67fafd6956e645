import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  deletePermissionGrant,
  findPermissionGrant,
  type GrantsOf,
  insertPermissionGrant,
  listPermissionGrants,
  type OAuth2PermissionGrant,
  updatePermissionGrant,
} from '@vakt/store/directory/consent-grants';
import { findServicePrincipal, type ServicePrincipal } from '@vakt/store/directory/service-principals';
import { findUser } from '@vakt/store/directory/users';
import {
  ADD_PERMISSION_GRANT,
  REMOVE_PERMISSION_GRANT,
  UPDATE_PERMISSION_GRANT,
} from '../audit/changes/consents.ts';
import type { Access } from './access.ts';
import { requireText } from './body.ts';
import { GRANTING_ROLES } from './consent-rights.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, NO_CONTENT, type Outcome, pageReply } from './graph-reply.ts';
import { type DirectorySet, readListQuery } from './list-query.ts';
import {
  findNamedServicePrincipal,
  namedServicePrincipal,
  readServicePrincipal,
} from './named-service-principal.ts';
import { ME, NAMED_USER } from './named-user.ts';
import { findOfferedPermissions } from './offered-permissions.ts';

const WRITING = ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'];
const READING = [...WRITING, 'DelegatedPermissionGrant.Read.All', 'Directory.Read.All'];

const READ: Access = { application: READING, delegated: READING };
const CONSENT: Access = { application: WRITING, delegated: WRITING, roles: GRANTING_ROLES };

const GRANTS: DirectorySet = {
  entity: 'microsoft.graph.oAuth2PermissionGrant',
  properties: {
    id: { type: 'string' },
    clientId: { type: 'string' },
    consentType: { type: 'string' },
    principalId: { type: 'string' },
    resourceId: { type: 'string' },
    scope: { type: 'string' },
  },
  ids: ['id', 'clientId', 'principalId', 'resourceId'],
};

const entityOf = (grant: OAuth2PermissionGrant): Entity => ({
  clientId: grant.client_id,
  consentType: grant.consent_type,
  id: grant.id,
  principalId: grant.principal_id,
  resourceId: grant.resource_id,
  scope: grant.scope,
});

/** Whom the grant is for: everybody, or one user of the tenant. */
const readConsent = async ({
  body,
  db,
}: GraphCall): Promise<
  Result<Pick<OAuth2PermissionGrant, 'consent_type' | 'principal_id'>, GraphFailure>
> => {
  if (body.consentType === 'AllPrincipals') return ok({ consent_type: 'AllPrincipals', principal_id: null });
  const principalId = typeof body.principalId === 'string' ? parseObjectId(body.principalId) : undefined;
  if (body.consentType !== 'Principal' || !principalId)
    return fail(
      badRequest(
        "The property 'consentType' must be AllPrincipals, or Principal with the user's 'principalId'.",
      ),
    );
  return (await findUser(db, principalId))
    ? ok({ consent_type: 'Principal', principal_id: principalId })
    : fail(notFound(principalId));
};

/** The scopes of a body, each once and in the resource's spelling; all must be on offer there. */
const readScopes = async (
  call: GraphCall,
  resource: ServicePrincipal,
): Promise<Result<string, GraphFailure>> => {
  const text = requireText(call.body, 'scope');
  if (!text.ok) return text;
  const { scopes } = await findOfferedPermissions(call, resource.app_id);
  const offered = new Map(
    scopes.filter(({ isEnabled }) => isEnabled).map(({ value }) => [value.toLowerCase(), value]),
  );
  const wanted = [...new Set(text.value.split(/\s+/).filter(Boolean))];
  const unknown = wanted.find(name => !offered.has(name.toLowerCase()));
  if (unknown !== undefined)
    return fail(
      badRequest(
        `The delegated permission '${unknown.slice(0, 120)}' was not found on application '${resource.display_name}'.`,
      ),
    );
  return ok([...new Set(wanted.map(name => offered.get(name.toLowerCase()) ?? name))].join(' '));
};

const create = async (call: GraphCall): Outcome => {
  const client = await readServicePrincipal(call, 'clientId');
  if (!client.ok) return client;
  const resource = await readServicePrincipal(call, 'resourceId');
  if (!resource.ok) return resource;
  const consent = await readConsent(call);
  if (!consent.ok) return consent;
  const scope = await readScopes(call, resource.value);
  if (!scope.ok) return scope;
  const grant = await insertPermissionGrant(call.db, {
    id: call.services.entropy.uuid(),
    client_id: client.value.id,
    resource_id: resource.value.id,
    scope: scope.value,
    ...consent.value,
  });
  return grant
    ? entityReply(call, 'oauth2PermissionGrants', entityOf(grant), 201)
    : fail(conflict('Permission entry already exists.'));
};

const listOf = async (call: GraphCall, context: string, of: GrantsOf): Outcome => {
  const query = readListQuery(call.request, GRANTS);
  if (!query.ok) return query;
  return pageReply(call, context, query.value, {
    find: page => listPermissionGrants(call.db, of, { ...query.value, ...page }),
    present: items => items.map(entityOf),
  });
};

const listOfClient = async (call: GraphCall): Outcome => {
  const client = await findNamedServicePrincipal(call);
  return client.ok ? listOf(call, 'oauth2PermissionGrants', { clientId: client.value.id }) : client;
};

const listOfUser =
  (find: typeof ME.find) =>
  async (call: GraphCall): Outcome => {
    const user = await find(call);
    return user.ok ? listOf(call, 'oauth2PermissionGrants', { principalId: user.value.id }) : user;
  };

const findNamedGrant = async ({
  db,
  request,
}: GraphCall): Promise<Result<OAuth2PermissionGrant, GraphFailure>> => {
  const { id: text = '' } = request.params;
  const id = parseObjectId(text);
  const grant = id && (await findPermissionGrant(db, id));
  return grant ? ok(grant) : fail(notFound(text));
};

const get = async (call: GraphCall): Outcome => {
  const grant = await findNamedGrant(call);
  return grant.ok ? entityReply(call, 'oauth2PermissionGrants', entityOf(grant.value)) : grant;
};

const update = async (call: GraphCall): Outcome => {
  const grant = await findNamedGrant(call);
  if (!grant.ok) return grant;
  const resource = await findServicePrincipal(call.db, grant.value.resource_id as ObjectId);
  if (!resource) return fail(notFound(grant.value.resource_id));
  const scope = await readScopes(call, resource);
  if (!scope.ok) return scope;
  return (await updatePermissionGrant(call.db, grant.value.id, scope.value))
    ? NO_CONTENT
    : fail(notFound(grant.value.id));
};

const remove = async (call: GraphCall): Outcome => {
  const grant = await findNamedGrant(call);
  if (!grant.ok) return grant;
  return (await deletePermissionGrant(call.db, grant.value.id)) ? NO_CONTENT : fail(notFound(grant.value.id));
};

const ALL = '/oauth2PermissionGrants';
const ONE = `${ALL}/{id}`;

/** Delegated permissions that were granted: the delegated kind of consent. */
export const permissionGrantOperations: readonly GraphOperation[] = [
  { method: 'GET', path: ALL, access: READ, handle: call => listOf(call, 'oauth2PermissionGrants', {}) },
  { method: 'POST', path: ALL, access: CONSENT, audit: ADD_PERMISSION_GRANT, handle: create },
  { method: 'GET', path: ONE, access: READ, handle: get },
  { method: 'PATCH', path: ONE, access: CONSENT, audit: UPDATE_PERMISSION_GRANT, handle: update },
  { method: 'DELETE', path: ONE, access: CONSENT, audit: REMOVE_PERMISSION_GRANT, handle: remove },
  ...namedServicePrincipal.map(
    (path): GraphOperation => ({ method: 'GET', path: `${path}${ALL}`, access: READ, handle: listOfClient }),
  ),
  {
    method: 'GET',
    path: `${NAMED_USER.path}${ALL}`,
    access: READ,
    handle: listOfUser(NAMED_USER.find),
  },
  {
    method: 'GET',
    path: `${ME.path}${ALL}`,
    access: { ...READ, guests: true },
    handle: listOfUser(ME.find),
  },
];
