import { fail, ok, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { GrantServices, TokenRequest } from '../grants/grant.ts';
import type { ClientProof } from '../tokens/token-subject.ts';
import {
  type ClientApplication,
  type ClientPlatform,
  findClientApplication,
  isServiceClient,
} from './client-application.ts';
import { authenticateClient, proofKindOf } from './client-authentication.ts';
import { mayBeUsedIn, refuseSharedUse } from './client-use.ts';

/** Finds the client that a token request names, for a tenant in which it may sign users in. */
export const findUserClient = async (
  { client: { clientId }, tenantSegment, attempt }: TokenRequest,
  { store }: GrantServices,
  tenant: Tenant,
): Promise<Result<ClientApplication, Refusal>> => {
  if (!clientId) return fail(refusal(900144, { parameter: 'client_id' }));
  const client = await findClientApplication(store, clientId);
  const refused = client && refuseSharedUse(client, tenantSegment);
  if (refused) return fail(refused);
  if (!client || !mayBeUsedIn(client, tenant))
    return fail(refusal(700016, { client: clientId, tenant: tenant.displayName }));
  attempt.isBy(client);
  return ok(client);
};

/** Checks the credential that was sent. */
const checkCredential = async (
  client: ClientApplication,
  request: TokenRequest,
  services: GrantServices,
  tenant: Tenant,
): Promise<Result<ClientProof, Refusal>> => {
  const known = await services.clients.find(tenant.id, client.appId, null, proofKindOf(request.client));
  return known
    ? authenticateClient(known, request.client, { ...request, tenant, services })
    : fail(refusal(7000218));
};

const sendsCredential = ({ client }: TokenRequest): boolean =>
  Boolean(client.secret) || client.assertion !== undefined;

/** A client that signs users in without a redirect URI: it sends a credential, or is allowed public flows. */
export const proveForPublicFlow = async (
  client: ClientApplication,
  request: TokenRequest,
  services: GrantServices,
  tenant: Tenant,
): Promise<Result<ClientProof, Refusal>> => {
  if (sendsCredential(request))
    return isServiceClient(client)
      ? fail(refusal(700025))
      : checkCredential(client, request, services, tenant);
  return client.allowsPublicFlows ? ok('0') : fail(refusal(7000218));
};

/**
 * A client that redeems what a redirect gave it: the platform that the redirect URI is registered for says what it must prove
 * (reference: identity, section 5.3).
 */
export const proveForPlatform = async (
  client: ClientApplication,
  platform: ClientPlatform,
  request: TokenRequest,
  services: GrantServices,
  tenant: Tenant,
): Promise<Result<ClientProof, Refusal>> => {
  if (platform === 'spa') return request.origin === undefined ? fail(refusal(9002327)) : ok('0');
  if (request.origin !== undefined) return fail(refusal(9002326, { origin: request.origin }));
  if (platform === 'native') return sendsCredential(request) ? fail(refusal(700025)) : ok('0');
  return sendsCredential(request)
    ? checkCredential(client, request, services, tenant)
    : fail(refusal(7000218));
};
