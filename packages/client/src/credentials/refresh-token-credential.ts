import type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
import { type Clock, systemClock } from '@vakt/contract/clock';
import { clouds } from '../clouds.ts';
import type { GrantCredentialOptions } from './grant-credential.ts';
import { TokenCache } from './token-cache.ts';
import { type IssuedToken, TokenEndpoint } from './token-endpoint.ts';

export interface RefreshTokenOptions extends GrantCredentialOptions {
  /** Told of each refresh token that comes in place of the last one: whoever keeps it, keeps the newest. */
  readonly onRefreshToken?: (refreshToken: string) => void;
}

/** A user who signed in elsewhere, by the refresh token of that sign-in: good for every resource that the client may have. */
export class RefreshTokenCredential implements TokenCredential {
  readonly #tenantId: string;
  readonly #clientId: string;
  readonly #endpoint: TokenEndpoint;
  readonly #cache: TokenCache;
  readonly #onRefreshToken: (refreshToken: string) => void;
  #refreshToken: string;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(tenantId: string, clientId: string, refreshToken: string, options: RefreshTokenOptions = {}) {
    const { authorityHost = clouds.public.authority, onRefreshToken, ...transport } = options;
    const clock: Clock = options.clock ?? systemClock;
    this.#tenantId = tenantId;
    this.#clientId = clientId;
    this.#refreshToken = refreshToken;
    this.#endpoint = new TokenEndpoint(authorityHost, transport);
    this.#cache = new TokenCache(clock);
    this.#onRefreshToken = onRefreshToken ?? (() => undefined);
  }

  /**
   * A token for the scopes.
   *
   * @param options `tenantId` asks in another tenant, where the user is a guest
   * @throws AuthorityError, TransportError, TimeoutError, UnexpectedReplyError
   */
  getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const scope = Array.isArray(scopes) ? scopes.join(' ') : scopes;
    const tenantId = options.tenantId ?? this.#tenantId;
    const key = `${tenantId} ${scope}`;
    if (options.claims) this.#cache.forget(key);
    return this.#cache.get(key, () => this.#inTurn(() => this.#request(tenantId, scope, options.claims)));
  }

  /** One request after another: each refresh token is used once, as an authority that watches for stolen ones wants it. */
  #inTurn(request: () => Promise<IssuedToken>): Promise<IssuedToken> {
    const turn = this.#turn.then(request, request);
    this.#turn = turn;
    return turn;
  }

  async #request(tenantId: string, scope: string, claims: string | undefined): Promise<IssuedToken> {
    const issued = await this.#endpoint.request(tenantId, {
      grant_type: 'refresh_token',
      client_id: this.#clientId,
      refresh_token: this.#refreshToken,
      scope: `${scope} offline_access`,
      ...(claims && { claims }),
    });
    if (issued.refreshToken !== undefined) {
      this.#refreshToken = issued.refreshToken;
      this.#onRefreshToken(issued.refreshToken);
    }
    return issued;
  }
}
