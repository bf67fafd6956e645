import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { Result } from '@vakt/contract/result';
import type { Store } from '@vakt/store/store';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { SignIns } from '../accounts/password-sign-in.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { SignInAttempt } from '../audit/sign-in-attempt.ts';
import type { SignInGrant } from '../audit/sign-in-event.ts';
import type { ClientAuthenticationServices, ClientCredentials } from '../authority/client-authentication.ts';
import type { ClientLookups } from '../authority/client-lookups.ts';
import type { Form } from '../authority/form.ts';
import type { Resources } from '../authority/resource.ts';
import type { TenantSegments } from '../authority/tenant-segment.ts';
import type { AccessTokens, IssuedToken } from '../tokens/access-token.ts';
import type { IdTokens } from '../tokens/id-token.ts';
import type { RefreshTokens } from '../tokens/refresh-token.ts';
import type { RevokedTokens } from '../tokens/revoked-tokens.ts';
import type { SigningKeys } from '../tokens/signing-keys.ts';

/** What every grant stands on. */
export interface GrantServices extends ClientAuthenticationServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly entropy: Entropy;
  readonly tenants: TenantSegments;
  readonly resources: Resources;
  readonly keys: SigningKeys;
  readonly accessTokens: AccessTokens;
  readonly idTokens: IdTokens;
  readonly refreshTokens: RefreshTokens;
  readonly revokedTokens: RevokedTokens;
  /** Whether an old refresh token that comes back ends the sign-in; the real service leaves it valid. */
  readonly detectsRefreshTokenReuse: boolean;
  readonly signIns: SignIns;
  readonly clients: ClientLookups;
}

/** A token request as the endpoint read it. */
export interface TokenRequest {
  readonly version: 'v1' | 'v2';
  /** The first segment of the path. */
  readonly tenantSegment: string;
  readonly form: Form;
  readonly client: ClientCredentials;
  /** What is logged of the request; a grant fills in what it learns. */
  readonly attempt: SignInAttempt;
  readonly origin: string | undefined;
  readonly remoteAddress: string;
  /** The public origin that was asked: the issuer of version 2.0 tokens follows it. */
  readonly authorityOrigin: string;
}

/** A token, and what the reply tells beside it. */
export interface GrantedToken {
  readonly issued: IssuedToken;
  readonly audience: string;
  /** Permissions that a user's token carries; an application's reply has none. */
  readonly scope?: { readonly names: readonly string[]; readonly texts: readonly string[] };
  readonly idToken?: string | undefined;
  readonly refresh?:
    | { readonly token: string /** Of browser applications only. */; readonly expiresInSeconds?: number }
    | undefined;
  readonly clientInfo?: string | undefined;
}

/** A way to a token: decides, and issues. A new one is a file here and a line in the endpoint's table. */
export interface Grant {
  /** What the log calls it. */
  readonly name: SignInGrant;
  /** The values of `grant_type` that ask for it. */
  readonly types: readonly string[];
  readonly run: (request: TokenRequest, services: GrantServices) => Promise<Result<GrantedToken, Refusal>>;
}
