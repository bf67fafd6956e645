import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import { type Clock, systemClock } from '@vakt/contract/clock';
import { clouds } from '../clouds.ts';
import type { TransportOptions } from '../transport.ts';
import { TokenCache } from './token-cache.ts';
import { TokenEndpoint } from './token-endpoint.ts';

export interface GrantCredentialOptions extends TransportOptions {
  /** The authority's origin; the public cloud's unless given. */
  readonly authorityHost?: string;
  readonly clock?: Clock;
}

/** Asks for a token of a grant that needs no browser, and keeps it until it expires. */
class GrantCredential implements TokenCredential {
  readonly #tenantId: string;
  readonly #grant: Readonly<Record<string, string>>;
  readonly #endpoint: TokenEndpoint;
  readonly #cache: TokenCache;

  constructor(
    tenantId: string,
    grant: Readonly<Record<string, string>>,
    { authorityHost = clouds.public.authority, clock = systemClock, ...transport }: GrantCredentialOptions,
  ) {
    this.#tenantId = tenantId;
    this.#grant = grant;
    this.#endpoint = new TokenEndpoint(authorityHost, transport);
    this.#cache = new TokenCache(clock);
  }

  /**
   * A token for the scopes.
   *
   * @param options `tenantId` asks in another tenant (a partner's application in its customer's), `claims` renews
   * @throws AuthorityError, TransportError, TimeoutError, UnexpectedReplyError
   */
  getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const scope = Array.isArray(scopes) ? scopes.join(' ') : scopes;
    const tenantId = options.tenantId ?? this.#tenantId;
    const key = `${tenantId} ${scope}`;
    if (options.claims) this.#cache.forget(key);
    const form = { ...this.#grant, scope, ...(options.claims && { claims: options.claims }) };
    return this.#cache.get(key, () => this.#endpoint.request(tenantId, form));
  }
}

/**
 * An application in its own name, by a secret. Takes the arguments of the class of this name in `@azure/identity`, for
 * those who want no larger package.
 *
 * @example
 * const credential = new ClientSecretCredential(tenantId, clientId, secret, { authorityHost: 'https://localhost:8443' });
 */
export class ClientSecretCredential extends GrantCredential {
  constructor(
    tenantId: string,
    clientId: string,
    clientSecret: string,
    options: GrantCredentialOptions = {},
  ) {
    const grant = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    };
    super(tenantId, grant, options);
  }
}

/** A user by name and password, through a public client: for scripts and tests, where no person can sign in. */
export class UsernamePasswordCredential extends GrantCredential {
  constructor(
    tenantId: string,
    clientId: string,
    username: string,
    password: string,
    options: GrantCredentialOptions = {},
  ) {
    super(tenantId, { grant_type: 'password', client_id: clientId, username, password }, options);
  }
}
