import { type ObjectId, parseTenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import { findUser } from '@vakt/store/directory/users';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { type Account, findAccount, findTenantMember, type TenantMember } from '../accounts/account.ts';
import type { ClientApplication } from '../authority/client-application.ts';
import { requireParameter } from '../authority/form.ts';
import { openIdScopesOf, readRequestedAccess } from '../authority/requested-access.ts';
import { isSharedSegment } from '../authority/tenant-segment.ts';
import { findUserClient, proveForPlatform } from '../authority/user-client.ts';
import { verifyOwnToken } from '../tokens/own-token.ts';
import type { Claims } from '../tokens/signed-claims.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';
import { issueUserTokens } from './user-tokens.ts';
import { wantsRefreshToken } from './wants-refresh-token.ts';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whether an access token was issued for this application, by its id or one of its identifier URIs. */
const isFor = async (
  claims: Claims,
  client: ClientApplication,
  tenant: Tenant,
  { resources }: GrantServices,
): Promise<boolean> => {
  const audience = textOf(claims.aud);
  if (audience.toLowerCase() === client.appId) return true;
  return (await resources.find(audience, tenant))?.application.appId === client.appId;
};

/** Reads the access token that the user's client sent to this application. */
const readAssertion = async (
  { form }: TokenRequest,
  client: ClientApplication,
  tenant: Tenant,
  services: GrantServices,
): Promise<Result<Claims, Refusal>> => {
  const assertion = requireParameter(form, 'assertion');
  if (!assertion.ok) return assertion;
  if (form.get('requested_token_use') !== 'on_behalf_of')
    return fail(refusal(900144, { parameter: 'requested_token_use' }));
  const verified = await verifyOwnToken(assertion.value, services.keys, services.clock);
  if (!verified.ok)
    return fail(
      verified.error.kind === 'expired' ? refusal(500133) : refusal(50013, { reason: verified.error.reason }),
    );
  const claims = verified.value;
  if (claims.appid === undefined && claims.azp === undefined) return fail(refusal(240002));
  if (claims.scp === undefined) return fail(refusal(7000114, { client: client.appId }));
  if (parseTenantId(textOf(claims.tid)) !== tenant.id)
    return fail(refusal(50013, { reason: 'The token is of another tenant.' }));
  if (await services.revokedTokens.isRevoked(textOf(claims.uti)))
    return fail(refusal(50013, { reason: 'The token was revoked.' }));
  return (await isFor(claims, client, tenant, services))
    ? ok(claims)
    : fail(refusal(500131, { audience: textOf(claims.aud), client: client.appId }));
};

/** The user of the assertion, as the tenant knows the user now. */
const findMember = async (
  claims: Claims,
  tenant: Tenant,
  client: ClientApplication,
  { store }: GrantServices,
): Promise<Result<TenantMember, Refusal>> => {
  const user = await findUser(store.tenant(tenant.id), textOf(claims.oid) as ObjectId);
  const account: Account | undefined = user && (await findAccount(store, user.home_user_id ?? user.id));
  return account
    ? findTenantMember(store, account, tenant, client.appId)
    : fail(refusal(50034, { user: textOf(claims.oid), tenant: tenant.displayName }));
};

/** What the user proved when signing in; version 2.0 tokens do not say it. */
const methodsOf = ({ amr }: Claims): readonly string[] =>
  Array.isArray(amr) ? amr.filter(method => typeof method === 'string') : ['pwd'];

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const { tenantSegment } = request;
  if (isSharedSegment(tenantSegment)) return fail(refusal(50059, { segment: tenantSegment }));
  const found = await services.tenants.find(tenantSegment);
  if (!found.ok) return found;
  const tenant = found.value;
  request.attempt.tenantId = tenant.id;
  const client = await findUserClient(request, services, tenant);
  if (!client.ok) return client;
  const proof = await proveForPlatform(client.value, 'web', request, services, tenant);
  if (!proof.ok) return proof;
  const claims = await readAssertion(request, client.value, tenant, services);
  if (!claims.ok) return claims;
  const member = await findMember(claims.value, tenant, client.value, services);
  if (!member.ok) return member;
  const access = await readRequestedAccess(request, tenant, services.resources);
  if (!access.ok) return access;
  const openIdScopes = openIdScopesOf(request.form.get('scope') ?? '');
  return issueUserTokens(
    {
      member: member.value,
      client: client.value,
      proof: proof.value,
      platform: 'web',
      access: access.value,
      openIdScopes,
      authenticationMethods: methodsOf(claims.value),
      family: wantsRefreshToken(request.version, openIdScopes)
        ? { newId: services.entropy.uuid() }
        : undefined,
    },
    request,
    services,
  );
};

/** An API that goes on to another API for the user who called it (reference: identity, section 2.8). */
export const onBehalfOf: Grant = {
  name: 'on_behalf_of',
  types: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
  run,
};
