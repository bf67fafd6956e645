import { VAKT_PORTAL_APP_ID, VAKT_PORTAL_REDIRECT_PATH } from '@vakt/contract/resources';
import type { AuthorizationServer, Client } from 'oauth4webapi';

/** The portal as the authority knows it: a public client of every tenant. */
export const portalClient: Client = { client_id: VAKT_PORTAL_APP_ID };

/** The portal's redirect URI, on the origin that it was loaded from. */
export const redirectUri = `${location.origin}${VAKT_PORTAL_REDIRECT_PATH}`;

/** Where a person signs in before it is known which tenant they belong to: any organization. */
export const ANY_ORGANIZATION = 'organizations';

/**
 * The authority's endpoints for a tenant.
 *
 * @param tenant a tenant id, a domain, or `organizations`.
 */
export const authorityOf = (tenant: string): AuthorizationServer => {
  const base = `${location.origin}/${encodeURIComponent(tenant)}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
  };
};

/** The APIs that the portal calls for the person, and no more of each than its pages need. */
const SCOPES = {
  MicrosoftGraph: [
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    'AuditLog.Read.All',
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.Read.All',
    'Organization.Read.All',
    'RoleManagement.ReadWrite.Directory',
    'User.ReadWrite.All',
  ].map(scope => `https://graph.microsoft.com/${scope}`),
  // By itself, for only who has a role may hunt, and everybody may sign in.
  Hunting: ['https://graph.microsoft.com/ThreatHunting.Read.All'],
} as const;

export type PortalResource = keyof typeof SCOPES;

/** The `scope` parameter for a token of one API and for tokens after it. */
export const scopeOf = (resource: PortalResource): string =>
  [...SCOPES[resource], 'offline_access'].join(' ');
