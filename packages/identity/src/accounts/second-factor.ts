import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import { recordFailedSignIn } from '@vakt/store/directory/users';
import { acceptTotpStep } from '@vakt/store/sign-in/totp';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Sealer } from '../sealing.ts';
import type { Account } from './account.ts';
import { findStep } from './totp.ts';

const PURPOSE = 'totp secret';
/** Wrong codes count like wrong passwords, and lock the account for as long at first. */
const MOST_WRONG_CODES = 10;
const LOCK_MS = 300_000;

/** Checks the codes of authenticator apps; the secrets lie sealed in the directory. */
export class SecondFactors {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #sealer: Sealer;

  constructor(store: Store, clock: Clock, sealer: Sealer) {
    this.#store = store;
    this.#clock = clock;
    this.#sealer = sealer;
  }

  seal(secret: Uint8Array): string {
    return this.#sealer.seal(PURPOSE, secret);
  }

  open(sealed: string): Uint8Array | undefined {
    return this.#sealer.open(PURPOSE, sealed);
  }

  /** Accepts a code once. 50053 when too many were wrong, 50088 for a wrong one. */
  async check({ user, tenant }: Account, code: string): Promise<Result<true, Refusal>> {
    const now = this.#clock.now();
    if (user.locked_until && user.locked_until.getTime() > now) return fail(refusal(50053));
    const db = this.#store.tenant(tenant.id);
    const secret = user.totp_secret === null ? undefined : this.open(user.totp_secret);
    const step = secret && findStep(secret, code, now, user.totp_last_step);
    if (step !== undefined && (await acceptTotpStep(db, user.id, step))) return ok(true);
    await recordFailedSignIn(db, user.id, MOST_WRONG_CODES, new Date(now + LOCK_MS));
    return fail(refusal(50088));
  }
}
