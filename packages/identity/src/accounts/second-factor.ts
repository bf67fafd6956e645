import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import { acceptTotpStep, countTotpAttempt } from '@vakt/store/sign-in/totp';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Sealer } from '../sealing.ts';
import type { Account } from './account.ts';
import { findStep } from './totp.ts';

const PURPOSE = 'totp secret';
/** Codes in a row until the second factor is locked; after that each wrong one locks it again. */
const MOST_ATTEMPTS = 10;
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

  /** Accepts a code once. 50053 when too many were tried, 50088 for a wrong one. */
  async check({ user, tenant }: Account, code: string): Promise<Result<true, Refusal>> {
    const now = this.#clock.now();
    const db = this.#store.tenant(tenant.id);
    const times = { now: new Date(now), lockedUntil: new Date(now + LOCK_MS) };
    if (!(await countTotpAttempt(db, user.id, MOST_ATTEMPTS, times))) return fail(refusal(50053));
    const secret = user.totp_secret === null ? undefined : this.open(user.totp_secret);
    const step = secret && findStep(secret, code, now, user.totp_last_step);
    if (step !== undefined && (await acceptTotpStep(db, user.id, step))) return ok(true);
    return fail(refusal(50088));
  }
}
