import type { Clock } from '@vakt/contract/clock';
import type { Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import type { Store } from '@vakt/store/store';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { ClientCredentials } from '../authority/client-authentication.ts';
import type { ClientLookups } from '../authority/client-lookups.ts';
import type { Form } from '../authority/form.ts';
import type { SignIns } from '../authority/sign-in.ts';
import type { TenantSegments } from '../authority/tenant-segment.ts';
import type { AccessTokens, IssuedToken } from '../tokens/access-token.ts';

/** What every grant stands on. */
export interface GrantServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly tenants: TenantSegments;
  readonly accessTokens: AccessTokens;
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
  readonly origin: string | undefined;
  readonly remoteAddress: string;
}

/** A token, and what the reply tells beside it. */
export interface GrantedToken {
  readonly issued: IssuedToken;
  readonly audience: string;
  /** Permissions that a user's token carries; an application's reply has none. */
  readonly scope?: { readonly names: readonly string[]; readonly texts: readonly string[] };
}

/** A way to a token: decides, and issues. A new one is a file here and a line in the endpoint's table. */
export interface Grant {
  /** The values of `grant_type` that ask for it. */
  readonly types: readonly string[];
  readonly run: (request: TokenRequest, services: GrantServices) => Promise<Result<GrantedToken, Refusal>>;
}

/** The tenant of a request and the client that made it. */
export interface TenantAndClient {
  readonly tenant: Tenant;
  readonly clientId: string;
}
