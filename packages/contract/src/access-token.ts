import { parseAppId, parseObjectId, parseTenantId } from './ids.ts';
import type { Principal } from './principal.ts';

/** Claims of a token, as it holds them; nothing of them is checked. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** A longer text is no token of this authority, and is not looked into. */
export const LONGEST_TOKEN = 16_384;

/** How far the clocks of those who make and check tokens may be apart. */
export const CLOCK_TOLERANCE_SECONDS = 300;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

const principalOf = (claims: TokenClaims): Principal | undefined => {
  const tenantId = parseTenantId(textOf(claims['tid']));
  const appId = parseAppId(textOf(claims['appid']));
  const objectId = parseObjectId(textOf(claims['oid']));
  if (!tenantId || !appId || !objectId || typeof claims['aud'] !== 'string') return undefined;
  const holder = {
    tenantId,
    appId,
    objectId,
    audience: claims['aud'],
    appDisplayName: textOf(claims['app_displayname']),
    tokenId: textOf(claims['uti']),
  };
  if (claims['scp'] === undefined) return { ...holder, kind: 'application', roles: textsOf(claims['roles']) };
  return {
    ...holder,
    kind: 'user',
    scopes: textOf(claims['scp']).split(' ').filter(Boolean),
    userPrincipalName: textOf(claims['upn']),
    directoryRoles: textsOf(claims['wids']),
  };
};

/**
 * Who calls with an access token of version 1.0, the version that the services' APIs take (reference: identity, section 3.2).
 *
 * @returns `undefined` when the claims are not such a token's: an id token's, for example.
 */
export const readPrincipal = (claims: TokenClaims): Principal | undefined =>
  claims['ver'] === '1.0' ? principalOf(claims) : undefined;
