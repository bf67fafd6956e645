import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  type AuthorizationCode,
  findAuthorizationCode,
  type Redemption,
  redeemAuthorizationCode,
} from '@vakt/store/sign-in/authorization-codes';
import { revokeRefreshFamily } from '@vakt/store/sign-in/refresh-families';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { findGrantedMember } from '../accounts/granted-member.ts';
import { requireParameter } from '../authority/form.ts';
import {
  openIdScopesOf,
  parseResource,
  parseScopes,
  type RequestedAccess,
} from '../authority/requested-access.ts';
import { isSharedSegment } from '../authority/tenant-segment.ts';
import { findUserClient, proveForPlatform } from '../authority/user-client.ts';
import { type AuthorizationGrant, hashCode } from '../authorize/code.ts';
import { fitsChallenge } from '../authorize/code-challenge.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';
import { issueUserTokens } from './user-tokens.ts';
import { wantsRefreshToken } from './wants-refresh-token.ts';

interface StoredCode {
  readonly hash: Buffer;
  readonly row: AuthorizationCode;
  readonly grant: AuthorizationGrant;
}

const findCode = async (code: string, { store }: GrantServices): Promise<StoredCode | undefined> => {
  const hash = hashCode(code);
  const row = await findAuthorizationCode(store.authority, hash);
  return row && { hash, row, grant: row.payload as unknown as AuthorizationGrant };
};

/** A code that comes again was stolen, or its redemption was: what it gave is taken back. */
const takeBack = async (
  { family_id, token_id }: AuthorizationCode,
  { store, clock, revokedTokens }: GrantServices,
): Promise<void> => {
  if (token_id !== null) await revokedTokens.revoke(token_id);
  if (family_id !== null) await revokeRefreshFamily(store.authority, family_id, new Date(clock.now()));
};

/** What the redemption must repeat: client, redirect URI, tenant, and the proof that the code is its own. */
const checkBinding = (
  { grant, row }: StoredCode,
  { form, client }: TokenRequest,
  pathTenant: TenantId | undefined,
  now: number,
): Refusal | undefined => {
  if (client.clientId?.toLowerCase() !== grant.clientId)
    return refusal(70000, { reason: 'The code was issued to another application.' });
  if (row.expires_at.getTime() <= now) return refusal(70008);
  const redirectUri = form.get('redirect_uri') ?? '';
  if (redirectUri !== grant.redirectUri && !(redirectUri === '' && grant.platform === 'web'))
    return refusal(500112, { redirectUri, expected: grant.redirectUri });
  if (pathTenant !== undefined && pathTenant !== row.tenant_id) return refusal(700005);
  return fitsChallenge(grant.challenge, form.get('code_verifier') ?? '') ? undefined : refusal(501481);
};

/** The redemption may name one of the resources that the sign-in asked for; the first counts when it names none. */
const readAccess = async (
  { version, form }: TokenRequest,
  grant: AuthorizationGrant,
  { tenant }: TenantMember,
  { resources }: GrantServices,
): Promise<Result<RequestedAccess, Refusal>> => {
  if (version === 'v2' && form.has('resource')) return fail(refusal(901002));
  const resource = form.get('resource') ?? grant.resource;
  const scope = version === 'v2' ? form.get('scope') || grant.scope : undefined;
  if (scope !== undefined) {
    const accesses = await parseScopes(scope, tenant, resources);
    if (!accesses.ok) return accesses;
    const [first, ...others] = accesses.value;
    return others.length > 0 && form.has('scope') ? fail(refusal(28000, { scope })) : ok(first);
  }
  return resource === undefined
    ? fail(refusal(900144, { parameter: version === 'v2' ? 'scope' : 'resource' }))
    : parseResource(resource, tenant, resources);
};

const findMember = (
  { grant, row }: StoredCode,
  { store }: GrantServices,
): Promise<Result<TenantMember, Refusal>> =>
  findGrantedMember(store, { ...grant, tenantId: row.tenant_id }, 'The user of the code is gone.');

const findPathTenant = async (
  { tenantSegment }: TokenRequest,
  { tenants }: GrantServices,
): Promise<Result<TenantId | undefined, Refusal>> => {
  if (isSharedSegment(tenantSegment)) return ok(undefined);
  const tenant = await tenants.find(tenantSegment);
  return tenant.ok ? ok(tenant.value.id) : tenant;
};

/** Exactly one of several redemptions wins, also when they come at once. */
const redeem = async (
  code: StoredCode,
  redemption: Redemption,
  services: GrantServices,
): Promise<Refusal | undefined> => {
  const now = new Date(services.clock.now());
  if (await redeemAuthorizationCode(services.store.authority, code.hash, redemption, now)) return undefined;
  const redeemed = await findAuthorizationCode(services.store.authority, code.hash);
  if (redeemed) await takeBack(redeemed, services);
  return refusal(54005);
};

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const pathTenant = await findPathTenant(request, services);
  if (!pathTenant.ok) return pathTenant;
  const sent = requireParameter(request.form, 'code');
  if (!sent.ok) return sent;
  const code = await findCode(sent.value, services);
  if (!code) return fail(refusal(70000, { reason: 'The authorization code is not known.' }));
  const refused = checkBinding(code, request, pathTenant.value, services.clock.now());
  if (refused) return fail(refused);
  const member = await findMember(code, services);
  if (!member.ok) return member;
  request.attempt.isOf(member.value);
  const client = await findUserClient(request, services, member.value.tenant);
  if (!client.ok) return client;
  const { grant } = code;
  const proof = await proveForPlatform(client.value, grant.platform, request, services, member.value.tenant);
  if (!proof.ok) return proof;
  const access = await readAccess(request, grant, member.value, services);
  if (!access.ok) return access;
  const openIdScopes = openIdScopesOf(request.form.get('scope') || (grant.scope ?? ''));
  const wantsFamily = wantsRefreshToken(request.version, openIdScopes);
  const redemption: Redemption = {
    familyId: wantsFamily ? services.entropy.uuid() : null,
    tokenId: services.accessTokens.newTokenId(),
  };
  const lost = await redeem(code, redemption, services);
  if (lost) return fail(lost);
  return issueUserTokens(
    {
      member: member.value,
      client: client.value,
      proof: proof.value,
      platform: grant.platform,
      access: access.value,
      openIdScopes,
      authenticationMethods: grant.authenticationMethods,
      nonce: grant.nonce,
      sessionId: grant.sessionId,
      family: redemption.familyId === null ? undefined : { newId: redemption.familyId },
      tokenId: redemption.tokenId,
    },
    request,
    services,
  );
};

/** What a browser brought back from the sign-in page, turned into tokens. */
export const authorizationCode: Grant = {
  name: 'authorization_code',
  types: ['authorization_code'],
  run,
};
