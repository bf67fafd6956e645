import type { HttpReply } from '@vakt/contract/http';
import { isGuid, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  deletePermissionGrant,
  findPermissionGrant,
  insertPermissionGrant,
  listPermissionGrants,
  type OAuth2PermissionGrant,
  updatePermissionGrant,
} from '@vakt/store/directory/consent-grants';
import { findServicePrincipal } from '@vakt/store/directory/service-principals';
import type { Access } from './access.ts';
import { requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';

type Outcome = Promise<Result<HttpReply, GraphFailure>>;

const READ: Access = {
  application: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.Read.All'],
  delegated: ['DelegatedPermissionGrant.ReadWrite.All', 'Directory.Read.All'],
};
const CONSENT: Access = {
  application: ['DelegatedPermissionGrant.ReadWrite.All'],
  delegated: ['DelegatedPermissionGrant.ReadWrite.All'],
  roles: [
    'globalAdministrator',
    'privilegedRoleAdministrator',
    'applicationAdministrator',
    'cloudApplicationAdministrator',
  ],
};

const entityOf = (grant: OAuth2PermissionGrant): Readonly<Record<string, unknown>> => ({
  clientId: grant.client_id,
  consentType: grant.consent_type,
  id: grant.id,
  principalId: grant.principal_id,
  resourceId: grant.resource_id,
  scope: grant.scope,
});

const readServicePrincipalId = async (
  { body, db }: GraphCall,
  property: string,
): Promise<Result<string, GraphFailure>> => {
  const text = requireText(body, property);
  if (!text.ok) return text;
  const id = parseObjectId(text.value);
  return id && (await findServicePrincipal(db, id)) ? ok(id) : fail(notFound(text.value));
};

/** Whom the grant is for: everybody, or one user. */
const readConsent = (
  body: GraphCall['body'],
): Result<Pick<OAuth2PermissionGrant, 'consent_type' | 'principal_id'>, GraphFailure> => {
  if (body.consentType === 'AllPrincipals') return ok({ consent_type: 'AllPrincipals', principal_id: null });
  const principalId = typeof body.principalId === 'string' ? parseObjectId(body.principalId) : undefined;
  if (body.consentType === 'Principal' && principalId)
    return ok({ consent_type: 'Principal', principal_id: principalId });
  return fail(
    badRequest(
      "The property 'consentType' must be AllPrincipals, or Principal with the user's 'principalId'.",
    ),
  );
};

const create = async (call: GraphCall): Outcome => {
  const client = await readServicePrincipalId(call, 'clientId');
  if (!client.ok) return client;
  const resource = await readServicePrincipalId(call, 'resourceId');
  if (!resource.ok) return resource;
  const consent = readConsent(call.body);
  if (!consent.ok) return consent;
  const scope = requireText(call.body, 'scope');
  if (!scope.ok) return scope;
  const grant = await insertPermissionGrant(call.db, {
    id: call.services.entropy.uuid(),
    client_id: client.value,
    resource_id: resource.value,
    scope: scope.value.trim(),
    ...consent.value,
  });
  if (!grant) return fail(conflict('Permission entry already exists.'));
  return ok({
    status: 201,
    body: { '@odata.context': call.context('oauth2PermissionGrants/$entity'), ...entityOf(grant) },
  });
};

const CLIENT_FILTER = /^\s*clientId\s+eq\s+'([^']*)'/i;

const list = async (call: GraphCall): Outcome => {
  const filter = call.request.query.get('$filter');
  const clientId = filter === null ? undefined : CLIENT_FILTER.exec(filter)?.[1];
  if (filter !== null && !isGuid(clientId ?? ''))
    return fail({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: "Unsupported filter clause. Use clientId eq '<object id>'.",
    });
  const value = (await listPermissionGrants(call.db, clientId?.toLowerCase())).map(entityOf);
  return ok({ status: 200, body: { '@odata.context': call.context('oauth2PermissionGrants'), value } });
};

const get = async (call: GraphCall): Outcome => {
  const { id: text = '' } = call.request.params;
  const id = parseObjectId(text);
  const grant = id && (await findPermissionGrant(call.db, id));
  if (!grant) return fail(notFound(text));
  return ok({
    status: 200,
    body: { '@odata.context': call.context('oauth2PermissionGrants/$entity'), ...entityOf(grant) },
  });
};

const update = async (call: GraphCall): Outcome => {
  const { id: text = '' } = call.request.params;
  const scope = requireText(call.body, 'scope');
  if (!scope.ok) return scope;
  const id = parseObjectId(text);
  return id && (await updatePermissionGrant(call.db, id, scope.value.trim()))
    ? ok({ status: 204 })
    : fail(notFound(text));
};

const remove = async (call: GraphCall): Outcome => {
  const { id: text = '' } = call.request.params;
  const id = parseObjectId(text);
  return id && (await deletePermissionGrant(call.db, id)) ? ok({ status: 204 }) : fail(notFound(text));
};

/** Delegated permissions that were granted: the delegated kind of consent. */
export const permissionGrantOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/oauth2PermissionGrants', access: READ, handle: list },
  { method: 'POST', path: '/oauth2PermissionGrants', access: CONSENT, handle: create },
  { method: 'GET', path: '/oauth2PermissionGrants/{id}', access: READ, handle: get },
  { method: 'PATCH', path: '/oauth2PermissionGrants/{id}', access: CONSENT, handle: update },
  { method: 'DELETE', path: '/oauth2PermissionGrants/{id}', access: CONSENT, handle: remove },
];
