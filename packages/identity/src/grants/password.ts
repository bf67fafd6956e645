import { fail, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { findTenantMember } from '../accounts/account.ts';
import { requireParameter } from '../authority/form.ts';
import { openIdScopesOf, readRequestedAccess } from '../authority/requested-access.ts';
import { isSharedSegment } from '../authority/tenant-segment.ts';
import { findUserClient, proveForPublicFlow } from '../authority/user-client.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from './grant.ts';
import { issueUserTokens } from './user-tokens.ts';
import { wantsRefreshToken } from './wants-refresh-token.ts';

/** At `organizations` the domain of the user's name tells the tenant. */
const findTenantOfUser = async (
  { tenantSegment, form }: TokenRequest,
  { tenants }: GrantServices,
): Promise<Result<Tenant, Refusal>> => {
  if (tenantSegment.toLowerCase() !== 'organizations')
    return isSharedSegment(tenantSegment)
      ? fail(refusal(9001023, { segment: tenantSegment }))
      : tenants.find(tenantSegment);
  const username = requireParameter(form, 'username');
  if (!username.ok) return username;
  const domain = username.value.slice(username.value.lastIndexOf('@') + 1);
  const found = await tenants.find(domain);
  return found.ok ? found : fail(refusal(50034, { user: username.value, tenant: domain }));
};

const run = async (
  request: TokenRequest,
  services: GrantServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const found = await findTenantOfUser(request, services);
  if (!found.ok) return found;
  const tenant = found.value;
  request.attempt.tenantId = tenant.id;
  const access = await readRequestedAccess(request, tenant, services.resources);
  if (!access.ok) return access;
  request.attempt.resource = access.value.application;
  const username = requireParameter(request.form, 'username');
  if (!username.ok) return username;
  request.attempt.user = { userPrincipalName: username.value };
  const password = requireParameter(request.form, 'password');
  if (!password.ok) return password;
  const client = await findUserClient(request, services, tenant);
  if (!client.ok) return client;
  const proof = await proveForPublicFlow(client.value, request, services, tenant);
  if (!proof.ok) return proof;
  const user = await services.signIns.signIn(
    tenant,
    username.value,
    password.value,
    request.remoteAddress,
    known => request.attempt.isOf({ tenant, user: known }),
  );
  if (!user.ok) return user;
  // A password alone must not pass where the account asks for a second factor.
  if (user.value.totp_secret !== null)
    return fail(refusal(50076, { resource: access.value.application.displayName }));
  const member = await findTenantMember(
    services.store,
    { tenant, user: user.value },
    tenant,
    client.value.appId,
  );
  if (!member.ok) return member;
  const openIdScopes = openIdScopesOf(request.form.get('scope') ?? '');
  return issueUserTokens(
    {
      member: member.value,
      client: client.value,
      proof: proof.value,
      platform: proof.value === '0' ? 'native' : 'web',
      access: access.value,
      openIdScopes,
      authenticationMethods: ['pwd'],
      family: wantsRefreshToken(request.version, openIdScopes)
        ? { newId: services.entropy.uuid() }
        : undefined,
    },
    request,
    services,
  );
};

/** A user's name and password, given to the application (ROPC): what the vendor's user-context sample posts. */
export const password: Grant = { name: 'password', types: ['password'], run };
