import type { Principal } from '@vakt/contract/principal';

/** Who a comment is by: the user, or the application in its own name. */
export const authorOf = (principal: Principal): string =>
  principal.kind === 'user' ? principal.userPrincipalName : principal.appDisplayName || principal.appId;
