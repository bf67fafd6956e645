import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { Refusal } from '../aadsts/catalogue.ts';
import { AADSTS } from '../aadsts/catalogue.ts';
import { errorReply, traceOf } from '../aadsts/error-reply.ts';
import { isSharedSegment } from '../authority/tenant-segment.ts';
import { OPEN_TO_BROWSERS, withCommonHeaders } from './headers.ts';
import type { TokenEndpointServices } from './token.ts';

const SHARED_KEYS = {
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  http_logout_supported: true,
  frontchannel_logout_supported: true,
  claims_supported: [
    'sub',
    'iss',
    'aud',
    'exp',
    'iat',
    'nonce',
    'preferred_username',
    'name',
    'tid',
    'ver',
    'oid',
  ],
  tenant_region_scope: 'EU',
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
  rbac_url: 'https://pas.windows.net',
};

/** @param tenant the tenant's id, or the shared segment that was asked; URLs follow the origin that the client used. */
const documentV2 = (origin: string, tenant: string): object => ({
  token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
  ...SHARED_KEYS,
  jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
  response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
  issuer: `${origin}/${isSharedSegment(tenant) ? '{tenantid}' : tenant}/v2.0`,
  request_uri_parameter_supported: false,
  userinfo_endpoint: `${origin}/oidc/userinfo`,
  authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
  device_authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/devicecode`,
  end_session_endpoint: `${origin}/${tenant}/oauth2/v2.0/logout`,
});

const documentV1 = (origin: string, tenant: string): object => ({
  token_endpoint: `${origin}/${tenant}/oauth2/token`,
  ...SHARED_KEYS,
  jwks_uri: `${origin}/${tenant}/discovery/keys`,
  response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
  microsoft_multi_refresh_token: true,
  issuer: `https://sts.windows.net/${isSharedSegment(tenant) ? '{tenantid}' : tenant}/`,
  userinfo_endpoint: `${origin}/${tenant}/openid/userinfo`,
  authorization_endpoint: `${origin}/${tenant}/oauth2/authorize`,
  device_authorization_endpoint: `${origin}/${tenant}/oauth2/devicecode`,
  check_session_iframe: `${origin}/${tenant}/oauth2/checksession`,
  end_session_endpoint: `${origin}/${tenant}/oauth2/logout`,
});

/** Discovery calls an unknown tenant `invalid_tenant`; the token endpoint has another word for it. */
const refuse = (failure: Refusal, request: HttpRequest, services: TokenEndpointServices): HttpReply => {
  const reply = errorReply(failure, traceOf(undefined, services.entropy), services.clock, request.origin);
  const error = failure.number === 90002 ? 'invalid_tenant' : AADSTS[failure.number].error;
  return { ...reply, headers: OPEN_TO_BROWSERS, body: { ...(reply.body as object), error } };
};

/** OpenID Connect discovery. */
export const handleMetadata = async (
  request: HttpRequest,
  version: 'v1' | 'v2',
  services: TokenEndpointServices,
): Promise<HttpReply> => {
  const segment = (request.params.tenant ?? '').toLowerCase();
  const trace = traceOf(request.headers['client-request-id'], services.entropy);
  const tenant = isSharedSegment(segment) ? undefined : await services.tenants.find(segment);
  if (tenant && !tenant.ok) return withCommonHeaders(refuse(tenant.error, request, services), request, trace);
  const name = tenant ? tenant.value.id : segment;
  const body = version === 'v1' ? documentV1(request.origin, name) : documentV2(request.origin, name);
  const headers = { ...OPEN_TO_BROWSERS, 'cache-control': 'max-age=86400, private' };
  return withCommonHeaders({ status: 200, headers, body }, request, trace);
};
