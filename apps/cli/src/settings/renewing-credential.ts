import type { GrantCredentialOptions } from '@vakt/client/credentials/grant-credential';
import { RefreshTokenCredential } from '@vakt/client/credentials/refresh-token-credential';
import type {
  AccessToken,
  GetTokenOptions,
  TokenCredential,
} from '@vakt/client/credentials/token-credential';
import { systemClock } from '@vakt/contract/clock';
import { renewUser, type SavedIdentity } from './saved-login.ts';

export interface RenewingOptions extends GrantCredentialOptions {
  /** Where the login is, for what is given anew. */
  readonly loginFile: string;
  /** Whose tokens are asked for: the tenant of the login, or one where the user is a guest. */
  readonly tenantId: string;
}

/** A token that ends sooner is not worth beginning with. */
const SKEW_MS = 120_000;

/** The tokens of a user who signed in with a browser: the saved ones as long as they last, then new ones, which are saved. */
export class RenewingCredential implements TokenCredential {
  readonly #identity: SavedIdentity;
  readonly #options: RenewingOptions;
  readonly #renewal: RefreshTokenCredential;

  constructor(identity: SavedIdentity, refreshToken: string, options: RenewingOptions) {
    this.#identity = identity;
    this.#options = options;
    this.#renewal = new RefreshTokenCredential(options.tenantId, identity.clientId, refreshToken, {
      ...options,
      onRefreshToken: newer => renewUser(options.loginFile, identity, { refreshToken: newer }),
    });
  }

  async getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const scope = Array.isArray(scopes) ? scopes.join(' ') : scopes;
    const { tenantId, loginFile, clock = systemClock } = this.#options;
    const isHome = tenantId === this.#identity.tenantId && options.tenantId === undefined;
    const saved = isHome && options.claims === undefined ? this.#identity.tokens[scope] : undefined;
    if (saved && saved.expiresOnTimestamp - clock.now() > SKEW_MS) return saved;
    const { token, expiresOnTimestamp } = await this.#renewal.getToken(scope, options);
    if (isHome) renewUser(loginFile, this.#identity, { tokens: { [scope]: { token, expiresOnTimestamp } } });
    return { token, expiresOnTimestamp };
  }
}
