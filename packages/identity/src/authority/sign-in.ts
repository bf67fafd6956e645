import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Tenant } from '@vakt/store/directory/tenants';
import {
  clearFailedSignIns,
  findUserByName,
  recordFailedSignIn,
  type User,
} from '@vakt/store/directory/users';
import type { Store } from '@vakt/store/store';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { verifyPassword } from '../directory/password-hash.ts';

/** Wrong passwords in a row until an account is locked, and for how long at first (reference: identity, section 9). */
const MOST_FAILED_SIGN_INS = 10;
const FIRST_LOCK_MS = 60_000;
/** Each wrong password after a lock doubles the next one, up to 64 minutes. */
const MOST_DOUBLINGS = 6;

const lockMsAfter = (failedBefore: number): number => {
  const doublings = Math.max(0, failedBefore + 1 - MOST_FAILED_SIGN_INS);
  return FIRST_LOCK_MS * 2 ** Math.min(doublings, MOST_DOUBLINGS);
};

/**
 * Signs users in by name and password.
 *
 * Passwords of one account are checked one after the other: a thousand guesses sent at once count like a thousand guesses
 * in a row.
 */
export class SignIns {
  readonly #store: Store;
  readonly #clock: Clock;
  /** The last check under way, by tenant and name; an entry goes when nothing waits behind it. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async signIn(tenant: Tenant, username: string, password: string): Promise<Result<User, Refusal>> {
    const key = `${tenant.id} ${username.toLowerCase()}`;
    const before = this.#underWay.get(key);
    const work = (async () => {
      await before?.catch(() => undefined);
      return this.#check(tenant, username, password);
    })();
    this.#underWay.set(key, work);
    try {
      return await work;
    } finally {
      if (this.#underWay.get(key) === work) this.#underWay.delete(key);
    }
  }

  async #check(tenant: Tenant, username: string, password: string): Promise<Result<User, Refusal>> {
    const db = this.#store.tenant(tenant.id);
    const now = this.#clock.now();
    const user = await findUserByName(db, username);
    if (!user) return fail(refusal(50034, { user: username, tenant: tenant.displayName }));
    if (user.locked_until && user.locked_until.getTime() > now) return fail(refusal(50053));
    if (user.password_hash === null) return fail(refusal(50056));
    if (!(await verifyPassword(user.password_hash, password))) {
      const lockedUntil = new Date(now + lockMsAfter(user.failed_sign_ins));
      await recordFailedSignIn(db, user.id, MOST_FAILED_SIGN_INS, lockedUntil);
      return fail(refusal(50126));
    }
    if (!user.account_enabled) return fail(refusal(50057));
    if (user.failed_sign_ins > 0) await clearFailedSignIns(db, user.id);
    return ok(user);
  }
}
