import type { AccessToken, TokenCredential } from '@vakt/client/credentials/token-credential';
import { type Clock, systemClock } from '@vakt/contract/clock';
import { CommandError } from '../failure/command-error.ts';
import type { SavedIdentity } from './saved-login.ts';

/** Hands out the tokens that `vakt login` saved, as long as they last. */
export class SavedTokenCredential implements TokenCredential {
  readonly #identity: SavedIdentity;
  readonly #command: string;
  readonly #clock: Clock;

  /** @param command what signs this identity in again, `vakt login --app` for one */
  constructor(identity: SavedIdentity, command: string, clock: Clock = systemClock) {
    this.#identity = identity;
    this.#command = command;
    this.#clock = clock;
  }

  async getToken(scopes: string | string[]): Promise<AccessToken> {
    const scope = Array.isArray(scopes) ? scopes.join(' ') : scopes;
    const saved = this.#identity.tokens[scope];
    if (saved && saved.expiresOnTimestamp > this.#clock.now()) return saved;
    throw new CommandError({
      reason: 'signInNeeded',
      step: 'token',
      message: saved ? 'The saved login has expired' : `The saved login has no token for ${scope}`,
      mend: [`Sign in again: ${this.#command}`],
    });
  }
}
