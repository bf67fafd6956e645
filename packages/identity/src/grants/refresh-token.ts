import { fail, ok, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import {
  advanceRefreshFamily,
  findRefreshFamily,
  type RefreshFamily,
  revokeRefreshFamily,
} from '@vakt/store/sign-in/refresh-families';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { type Account, findAccount, findTenantMember } from '../accounts/account.ts';
import { refuseRevoked } from '../accounts/revoked-since.ts';
import { requireParameter } from '../authority/form.ts';
import {
  type OpenIdScope,
  openIdScopesOf,
  parseResource,
  parseScopes,
  type RequestedAccess,
} from '../authority/requested-access.ts';
import { findUserClient, proveForPlatform } from '../authority/user-client.ts';
import type { RefreshTokenContent } from '../tokens/refresh-token.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';
import { issueUserTokens, SPA_REFRESH_SECONDS } from './user-tokens.ts';

const DAY_SECONDS = 86_400;
/** Reference: identity, section 3.5. */
const INACTIVITY_SECONDS = 90 * DAY_SECONDS;
/** A client that lost the reply asks again at once; that is no theft. */
const REUSE_GRACE_MS = 30_000;

interface Continued {
  readonly content: RefreshTokenContent;
  readonly family: RefreshFamily;
  readonly account: Account;
}

const isoSeconds = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** Whether the sign-in that a token continues still counts. */
const checkAge = ({ content, family, account }: Continued, now: number): Refusal | undefined => {
  const issued = isoSeconds(content.issuedAt);
  const { tokens_valid_from: validFrom, account_enabled, totp_secret } = account.user;
  const revoked = refuseRevoked(account, content.issuedAt * 1_000, 1_000);
  if (revoked) return revoked;
  if (family.revoked_at !== null)
    return refusal(50173, { issued, validFrom: (validFrom ?? family.revoked_at).toISOString() });
  if (!account_enabled) return refusal(50057);
  const seconds = Math.trunc(now / 1_000);
  if (family.platform === 'spa' && now - family.issued_at.getTime() >= SPA_REFRESH_SECONDS * 1_000)
    return refusal(700084);
  if (seconds - content.issuedAt >= INACTIVITY_SECONDS) return refusal(700082, { issued });
  // Whoever enrolled a second factor must not be passed by with a sign-in from before.
  const lacksFactor = totp_secret !== null && !family.authentication_methods.split(' ').includes('mfa');
  return lacksFactor ? refusal(50076, { resource: 'the application' }) : undefined;
};

const readToken = async (
  { form, client }: TokenRequest,
  { store, refreshTokens }: GrantServices,
): Promise<Result<Continued, Refusal>> => {
  const token = requireParameter(form, 'refresh_token');
  if (!token.ok) return token;
  const content = refreshTokens.read(token.value);
  const family = content && (await findRefreshFamily(store.authority, content.familyId));
  if (!content || !family || family.app_id !== client.clientId?.toLowerCase())
    return fail(
      refusal(70000, { reason: 'The refresh token is not known, or belongs to another application.' }),
    );
  const account = await findAccount(store, family.user_id);
  return account
    ? ok({ content, family, account })
    : fail(refusal(50034, { user: family.user_id, tenant: family.tenant_id }));
};

/** An old token that comes long after its successor was used: the family is ended, where the installation wants that. */
const detectReuse = async (
  { content, family }: Continued,
  { store, clock, detectsRefreshTokenReuse }: GrantServices,
): Promise<Refusal | undefined> => {
  const now = clock.now();
  const isOld = content.sequence < family.sequence && now - family.last_used_at.getTime() > REUSE_GRACE_MS;
  if (!detectsRefreshTokenReuse || !isOld) return undefined;
  await revokeRefreshFamily(store.authority, family.id, new Date(now));
  return refusal(50173, { issued: isoSeconds(content.issuedAt), validFrom: new Date(now).toISOString() });
};

/**
 * Any resource that the client has consent for; of several the first one counts, and without any the one that the user
 * signed in for (reference: identity, section 2.0).
 */
const readAccess = async (
  { version, form }: TokenRequest,
  { family }: Continued,
  tenant: Tenant,
  { resources }: GrantServices,
): Promise<Result<RequestedAccess, Refusal>> => {
  const resource = form.get('resource');
  if (version === 'v2' && resource !== undefined) return fail(refusal(901002));
  if (version === 'v1' && resource) return parseResource(resource, tenant, resources);
  const accesses = await parseScopes(form.get('scope') || family.scopes, tenant, resources);
  return accesses.ok ? ok(accesses.value[0]) : accesses;
};

/** The id token comes again when the sign-in asked for one. */
const openIdScopesFor = ({ form }: TokenRequest, { family }: Continued): readonly OpenIdScope[] => {
  const asked = openIdScopesOf(form.get('scope') ?? '');
  return asked.length > 0 ? asked : openIdScopesOf(family.scopes);
};

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const read = await readToken(request, services);
  if (!read.ok) return read;
  const { family, account } = read.value;
  const tenant = await services.tenants.findFor(request.tenantSegment, account.tenant);
  if (!tenant.ok) return tenant;
  request.attempt.tenantId = tenant.value.id;
  const client = await findUserClient(request, services, tenant.value);
  if (!client.ok) return client;
  const proof = await proveForPlatform(client.value, family.platform, request, services, tenant.value);
  if (!proof.ok) return proof;
  const refused = checkAge(read.value, services.clock.now()) ?? (await detectReuse(read.value, services));
  if (refused) return fail(refused);
  const member = await findTenantMember(services.store, account, tenant.value, client.value.appId);
  if (!member.ok) return member;
  const access = await readAccess(request, read.value, tenant.value, services);
  if (!access.ok) return access;
  const sequence = await advanceRefreshFamily(
    services.store.authority,
    family.id,
    new Date(services.clock.now()),
  );
  if (sequence === undefined)
    return fail(refusal(50173, { issued: family.issued_at.toISOString(), validFrom: '' }));
  return issueUserTokens(
    {
      member: member.value,
      client: client.value,
      proof: proof.value,
      platform: family.platform,
      access: access.value,
      openIdScopes: openIdScopesFor(request, read.value),
      authenticationMethods: family.authentication_methods.split(' '),
      sessionId: family.session_id ?? undefined,
      family: { id: family.id, sequence, issuedAt: family.issued_at.getTime() },
    },
    request,
    services,
  );
};

/** Goes on with a user's sign-in: the same resource or another one, the same tenant or one where the user is a guest. */
export const refreshToken: Grant = { name: 'refresh_token', types: ['refresh_token'], run };
