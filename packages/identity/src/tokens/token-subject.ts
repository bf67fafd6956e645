import type { AppId, TenantId } from '@vakt/contract/ids';
import type { SignInAttempt } from '../audit/sign-in-attempt.ts';
import type { ToldSignIn } from './user-claims.ts';

/** The version of a token's claims; a resource takes one of them, whichever endpoint issues the token. */
export type TokenVersion = 1 | 2;

/** How the client proved itself: not at all, with a secret, with a certificate. */
export type ClientProof = '0' | '1' | '2';

/** For whom, for what, and by which client an access token is made. */
export interface TokenSubject {
  /** What the token is given for; its success is logged while the token is signed. */
  readonly attempt: SignInAttempt;
  readonly tenantId: TenantId;
  readonly audience: string;
  /** Where the authority was asked: the issuer of version 2.0 tokens. */
  readonly origin: string;
  readonly version: TokenVersion;
  readonly clientId: AppId;
  readonly clientName: string;
  readonly clientProof: ClientProof;
  /** Whether the client said that it can handle claims challenges (`CP1`). */
  readonly handlesClaimsChallenges?: boolean;
  /** The token's own id, when it must be known before it is made. */
  readonly tokenId?: string;
}

/** An application in its own name. */
export interface ApplicationSubject extends TokenSubject {
  readonly servicePrincipalId: string;
  /** Permission values; the token has no `roles` when there are none. */
  readonly roles: readonly string[];
}

/** A signed-in user. */
export interface UserSubject extends TokenSubject, ToldSignIn {
  readonly scopes: readonly string[];
  /** Roles that the user has at the resource. */
  readonly roles?: readonly string[];
  readonly sessionId?: string | undefined;
}
