import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ClientLookup } from '@vakt/store/directory/client-lookup';
import type { Tenant } from '@vakt/store/directory/tenants';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { authenticateClient, proofKindOf } from '../authority/client-authentication.ts';
import { type RequestedAccess, readRequestedAccess } from '../authority/requested-access.ts';
import type { Resource } from '../authority/resource.ts';
import { isSharedSegment } from '../authority/tenant-segment.ts';
import type { ClientProof } from '../tokens/token-subject.ts';
import { clientHandlesClaimsChallenges } from './claims-parameter.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';

/** Names of the roles that were granted; a role that the resource no longer offers is left out. */
const roleNames = ({ permissions }: Resource, ids: readonly string[]): string[] => {
  const granted = new Set(ids);
  return permissions.filter(({ id, kind }) => kind === 'Role' && granted.has(id)).map(({ value }) => value);
};

/** A client that is present in the tenant and has proved itself. */
type PresentClient = ClientLookup & {
  readonly servicePrincipal: NonNullable<ClientLookup['servicePrincipal']>;
  readonly proof: ClientProof;
};

/** The client's own standing: known, present in the tenant, enabled, and who it says it is. */
const checkClient = async (
  client: ClientLookup | undefined,
  clientId: string,
  request: TokenRequest,
  services: GrantServices,
  tenant: Tenant,
): Promise<Result<PresentClient, Refusal>> => {
  const { client: sent, origin } = request;
  if (!client?.servicePrincipal)
    return fail(refusal(700016, { client: clientId, tenant: tenant.displayName }));
  if (!client.servicePrincipal.enabled)
    return fail(refusal(7000112, { client: clientId, name: client.displayName }));
  if (sent.secret === undefined && sent.assertion === undefined) return fail(refusal(7000216));
  // A page of the authority's own origin, as the portal is, does not cross any.
  if (origin !== undefined && origin !== request.authorityOrigin) return fail(refusal(9002326, { origin }));
  const proof = await authenticateClient(client, sent, { ...request, tenant, services });
  return proof.ok ? ok({ ...client, servicePrincipal: client.servicePrincipal, proof: proof.value }) : proof;
};

const checkResource = (
  client: ClientLookup,
  access: RequestedAccess,
  tenant: Tenant,
): Result<true, Refusal> => {
  const { resource } = client;
  if (!resource) return fail(refusal(500011, { resource: access.audience, tenant: tenant.displayName }));
  if (!resource.enabled) return fail(refusal(50001, { resource: access.audience }));
  if (resource.assignmentRequired && client.appRoleIds.length === 0)
    return fail(refusal(501051, { client: client.appId, resource: access.audience }));
  return ok(true);
};

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  if (isSharedSegment(request.tenantSegment)) return fail(refusal(50059, { segment: request.tenantSegment }));
  const found = await services.tenants.find(request.tenantSegment);
  if (!found.ok) return found;
  const tenant = found.value;
  const { attempt } = request;
  attempt.tenantId = tenant.id;
  const { clientId } = request.client;
  if (!clientId) return fail(refusal(900144, { parameter: 'client_id' }));
  const access = await readRequestedAccess(request, tenant, services.resources);
  const resourceAppId = access.ok ? access.value.application.appId : null;
  const client = isGuid(clientId)
    ? await services.clients.find(
        tenant.id,
        clientId.toLowerCase(),
        resourceAppId,
        proofKindOf(request.client),
      )
    : undefined;
  if (access.ok) attempt.resource = access.value.application;
  if (client?.servicePrincipal) attempt.isBy(client, client.servicePrincipal.id);
  const standing = await checkClient(client, clientId, request, services, tenant);
  if (!standing.ok) return standing;
  // What is asked for is judged after the client has proved itself, as in the real service.
  if (!access.ok) return access;
  // Scopes of OpenID Connect are ignored here: some libraries always send them.
  if (access.value.scopes.length > 0)
    return fail(refusal(1002012, { scope: access.value.scopeTexts.join(' ') }));
  const resource = checkResource(standing.value, access.value, tenant);
  if (!resource.ok) return resource;
  const { servicePrincipal, displayName, appId, appRoleIds, proof } = standing.value;
  const { application } = access.value;
  const version = application.accessTokenVersion;
  const issued = await services.accessTokens.issueToApplication({
    attempt,
    tenantId: tenant.id,
    version,
    audience: version === 2 ? application.appId : access.value.audience,
    origin: request.authorityOrigin,
    clientId: appId,
    clientName: displayName,
    clientProof: proof,
    servicePrincipalId: servicePrincipal.id,
    roles: roleNames(application, appRoleIds),
    handlesClaimsChallenges: clientHandlesClaimsChallenges(request.form.get('claims')),
  });
  return ok({ issued, audience: access.value.audience });
};

/** An application in its own name. Without consent the token comes without `roles`: the API then says why not. */
export const clientCredentials: Grant = { name: 'client_credentials', types: ['client_credentials'], run };
