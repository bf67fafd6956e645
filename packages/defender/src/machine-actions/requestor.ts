import type { Principal } from '@vakt/contract/principal';

/** Who begins or cancels an action, as actions name people and applications. */
export const requestorOf = (principal: Principal): string =>
  principal.kind === 'user' ? principal.userPrincipalName : principal.appDisplayName;
