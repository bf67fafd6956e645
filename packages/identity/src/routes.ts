import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpHandler, HttpRequest, Route } from '@vakt/contract/http';
import type { Store } from '@vakt/store/store';
import { SignIns } from './accounts/password-sign-in.ts';
import { SecondFactors } from './accounts/second-factor.ts';
import { type FetchDocument, httpsDocuments } from './assertions/https-document.ts';
import { OutsideIssuers } from './assertions/outside-issuers.ts';
import { AuditLog } from './audit/audit-log.ts';
import type { AssertionReuse } from './authority/client-assertion.ts';
import { ClientLookups } from './authority/client-lookups.ts';
import { CredentialGuesses } from './authority/credential-guesses.ts';
import { FORM_LIMIT } from './authority/form.ts';
import { Resources } from './authority/resource.ts';
import { TenantSegments } from './authority/tenant-segment.ts';
import type { AuthorizeServices } from './authorize/services.ts';
import { defenderAccessOperations } from './defender-access/operations.ts';
import { graphRoutes, routesUnder } from './directory/graph-call.ts';
import { directoryOperations } from './directory/operations.ts';
import { partnerCustomerOperations } from './directory/partner-customers.ts';
import { tenantSettingsOperations } from './directory/tenant-settings.ts';
import { handleDeviceAuthorization } from './endpoints/device-authorization.ts';
import { handleErrorLookup } from './endpoints/error-lookup.ts';
import { OPEN_TO_BROWSERS } from './endpoints/headers.ts';
import { handleInstanceDiscovery } from './endpoints/instance-discovery.ts';
import { handleKeys } from './endpoints/keys.ts';
import { refuseLargeForm } from './endpoints/large-form.ts';
import { handleMetadata } from './endpoints/metadata.ts';
import { handleToken, type TokenEndpointServices } from './endpoints/token.ts';
import { handleUserInfo } from './endpoints/user-info.ts';
import { handleUserRealm } from './endpoints/user-realm.ts';
import { keyRoutes } from './keys/key-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { resourceManagerRoutes } from './resource-manager/resource-manager-routes.ts';
import type { Sealer } from './sealing.ts';
import { Interactions } from './sign-in/interaction.ts';
import type { TenantCreation } from './tenants/tenant-creator.ts';
import { tenantRoutes } from './tenants/tenant-routes.ts';
import { tenantSettingsRoutes } from './tenants/tenant-settings-routes.ts';
import { AccessTokens } from './tokens/access-token.ts';
import { IdTokens } from './tokens/id-token.ts';
import { RefreshTokens } from './tokens/refresh-token.ts';
import type { RevokedTokens } from './tokens/revoked-tokens.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';
import { TokenSigner } from './tokens/token-signer.ts';
import type { TokenVerifier } from './verify.ts';

export interface IdentityOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly keys: SigningKeys;
  readonly verify: TokenVerifier;
  /** SHA-256 of the operator's token, hex. */
  readonly operatorTokenHash: string;
  /** Seals what must not be read or changed where it lies. */
  readonly sealer: Sealer;
  readonly revokedTokens: RevokedTokens;
  /** Whether an old refresh token that comes back ends the sign-in; off when not given, as in the real service. */
  readonly detectsRefreshTokenReuse?: boolean;
  /** Reads keys of outside issuers whose tokens applications trust; over https when not given. */
  readonly fetchDocument?: FetchDocument;
  /** Whether a client's assertion may come again; `same-source` when not given. */
  readonly assertionReuse?: AssertionReuse;
  /** This authority's names, besides the real service's and that of a request; without ports. */
  readonly ownNames?: ReadonlySet<string>;
  /** Who creates tenants besides the operator; nobody when not given. */
  readonly tenantCreation?: TenantCreation;
}

/** What browsers' libraries ask before they post a form with headers of their own (reference: identity, section 1.2). */
const answerPreflight: Route['handle'] = async ({ headers }) => ({
  status: 200,
  headers: {
    ...OPEN_TO_BROWSERS,
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '86400',
  },
});

/** The endpoints that take a POST word the refusal of any other method themselves, as OAuth clients read it. */
const ANY_METHOD = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'] as const;

const tokenRoutes = (services: TokenEndpointServices): Route[] =>
  (['v1', 'v2'] as const).flatMap(version => {
    const path = version === 'v1' ? '/{tenant}/oauth2/token' : '/{tenant}/oauth2/v2.0/token';
    const refuseLargeBody: HttpHandler = request => refuseLargeForm(request, version, services);
    const form = { bodyLimit: FORM_LIMIT, refuseLargeBody };
    const handle: HttpHandler = request => handleToken(request, version, services);
    return [
      ...ANY_METHOD.map(method => ({ method, path, ...form, handle })),
      { method: 'OPTIONS', path, handle: answerPreflight },
      ...ANY_METHOD.map(method => ({
        method,
        path: path.replace(/token$/, 'devicecode'),
        ...form,
        handle: (request: HttpRequest) => handleDeviceAuthorization(request, version, services),
      })),
    ] satisfies Route[];
  });

const userInfoRoutes = (services: { readonly store: Store; readonly verify: TokenVerifier }): Route[] =>
  ['/oidc/userinfo', '/{tenant}/openid/userinfo'].flatMap(path =>
    (['GET', 'POST'] as const).map(
      (method): Route => ({ method, path, handle: request => handleUserInfo(request, services) }),
    ),
  );

const discoveryRoutes = (
  services: TokenEndpointServices,
  keys: SigningKeys,
  ownNames: ReadonlySet<string>,
): Route[] => {
  const documents: readonly Pick<Route, 'path' | 'handle'>[] = [
    {
      path: '/{tenant}/v2.0/.well-known/openid-configuration',
      handle: request => handleMetadata(request, 'v2', services),
    },
    {
      path: '/{tenant}/.well-known/openid-configuration',
      handle: request => handleMetadata(request, 'v1', services),
    },
    { path: '/{tenant}/discovery/v2.0/keys', handle: request => handleKeys(request, 'v2', keys) },
    { path: '/{tenant}/discovery/keys', handle: request => handleKeys(request, 'v1', keys) },
    {
      path: '/common/discovery/instance',
      handle: request => handleInstanceDiscovery(request, services, ownNames),
    },
    { path: '/common/userrealm/{user}', handle: request => handleUserRealm(request, services.tenants) },
  ];
  return [
    ...documents.flatMap(({ path, handle }): Route[] => [
      { method: 'GET', path, handle },
      { method: 'OPTIONS', path, handle: answerPreflight },
    ]),
    { method: 'GET', path: '/error', handle: handleErrorLookup },
  ];
};

/** What Vakt has besides Microsoft Graph, called in the same way. */
const VAKT_OPERATIONS = [
  ...partnerCustomerOperations,
  ...tenantSettingsOperations,
  ...defenderAccessOperations,
];

/** The authority, the directory in Microsoft Graph's shapes, and the operator's tenants. */
export const identityRoutes = ({
  store,
  clock,
  entropy,
  keys,
  verify,
  operatorTokenHash,
  sealer,
  revokedTokens,
  detectsRefreshTokenReuse = false,
  fetchDocument = httpsDocuments(),
  assertionReuse = 'same-source',
  ownNames = new Set(),
  tenantCreation = 'operator',
}: IdentityOptions): Route[] => {
  const tenants = new TenantSegments(store);
  const signer = new TokenSigner(keys);
  const audit = new AuditLog(store, clock, entropy);
  const services: TokenEndpointServices = {
    store,
    clock,
    entropy,
    audit,
    tenants,
    resources: new Resources(store),
    keys,
    accessTokens: new AccessTokens(signer, clock, entropy),
    idTokens: new IdTokens(signer, clock, entropy),
    refreshTokens: new RefreshTokens(sealer),
    revokedTokens,
    detectsRefreshTokenReuse,
    signIns: new SignIns(store, clock),
    clients: new ClientLookups(store),
    guesses: new CredentialGuesses(clock),
    outsideIssuers: new OutsideIssuers(fetchDocument, clock),
    assertionReuse,
  };
  const pageServices: AuthorizeServices = {
    ...services,
    interactions: new Interactions(sealer, clock),
    secondFactors: new SecondFactors(store, clock, sealer),
  };
  return [
    ...tokenRoutes(services),
    ...pageRoutes(pageServices),
    ...discoveryRoutes(services, keys, ownNames),
    ...userInfoRoutes({ store, verify }),
    ...resourceManagerRoutes({ store, verify }),
    ...graphRoutes(directoryOperations, { store, clock, entropy, audit, verify }),
    ...routesUnder('vakt/v1', VAKT_OPERATIONS, {
      store,
      clock,
      entropy,
      audit,
      verify,
    }),
    ...keyRoutes({ keys, clock, entropy, operatorTokenHash }),
    ...tenantRoutes({ store, clock, entropy, audit, verify, operatorTokenHash, tenantCreation }),
    ...tenantSettingsRoutes({ store, clock, entropy, audit, operatorTokenHash }),
  ];
};
