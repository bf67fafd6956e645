import type { OpenIdScope } from '../authority/requested-access.ts';

/** Version 1 always gives a user's sign-in a refresh token; version 2 when `offline_access` is asked for. */
export const wantsRefreshToken = (version: 'v1' | 'v2', openIdScopes: readonly OpenIdScope[]): boolean =>
  version === 'v1' || openIdScopes.includes('offline_access');
