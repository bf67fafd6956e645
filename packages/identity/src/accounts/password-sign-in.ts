import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Database } from '@vakt/store/database';
import type { Tenant } from '@vakt/store/directory/tenants';
import {
  clearFailedSignIns,
  findUserByName,
  recordFailedSignIn,
  type User,
} from '@vakt/store/directory/users';
import {
  findFamiliarAddress,
  recordFailureFrom,
  recordSignInFrom,
  type SignInAddress,
} from '@vakt/store/sign-in/sign-in-addresses';
import type { Store } from '@vakt/store/store';
import type { Kysely } from 'kysely';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { verifyPassword } from '../directory/password-hash.ts';

/** Wrong passwords in a row until signing in is locked, and for how long at first (reference: identity, section 9). */
const MOST_FAILED_SIGN_INS = 10;
const FIRST_LOCK_MS = 60_000;
/** Each wrong password after a lock doubles the next one, up to 64 minutes. */
const MOST_DOUBLINGS = 6;
/** An address from which the user signed in with success is familiar for this long. */
const FAMILIAR_MS = 30 * 86_400_000;

const lockMsAfter = (failedBefore: number): number => {
  const doublings = Math.max(0, failedBefore + 1 - MOST_FAILED_SIGN_INS);
  return FIRST_LOCK_MS * 2 ** Math.min(doublings, MOST_DOUBLINGS);
};

/**
 * Signs users in by name and password.
 *
 * A familiar address has a count of wrong passwords of its own; all others share one. So an attacker elsewhere locks out
 * strangers, and neither the user at the usual place nor a script there. Passwords of one account are checked one after the
 * other: a thousand guesses sent at once count like a thousand guesses in a row.
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

  /**
   * @param address where the sign-in comes from.
   * @param onFound told of the user of that name, whatever becomes of the password: for the log.
   */
  async signIn(
    tenant: Tenant,
    username: string,
    password: string,
    address: string,
    onFound?: (user: User) => void,
  ): Promise<Result<User, Refusal>> {
    const key = `${tenant.id} ${username.toLowerCase()}`;
    const before = this.#underWay.get(key);
    const work = (async () => {
      await before?.catch(() => undefined);
      return this.#check(tenant, username, password, address, onFound);
    })();
    this.#underWay.set(key, work);
    try {
      return await work;
    } finally {
      if (this.#underWay.get(key) === work) this.#underWay.delete(key);
    }
  }

  async #check(
    tenant: Tenant,
    username: string,
    password: string,
    address: string,
    onFound?: (user: User) => void,
  ): Promise<Result<User, Refusal>> {
    const db = this.#store.tenant(tenant.id);
    const now = this.#clock.now();
    const user = await findUserByName(db, username);
    if (!user || user.home_user_id !== null)
      return fail(refusal(50034, { user: username, tenant: tenant.displayName }));
    onFound?.(user);
    const familiar = await findFamiliarAddress(db, user.id, address, new Date(now - FAMILIAR_MS));
    const lockedUntil = (familiar ?? user).locked_until;
    if (lockedUntil && lockedUntil.getTime() > now) return fail(refusal(50053));
    if (user.password_hash === null) return fail(refusal(50056));
    if (!(await verifyPassword(user.password_hash, password))) {
      await this.#countFailure(db, user, familiar);
      return fail(refusal(50126));
    }
    if (!user.account_enabled) return fail(refusal(50057));
    if (!familiar && user.failed_sign_ins > 0) await clearFailedSignIns(db, user.id);
    await recordSignInFrom(db, user.id, address, new Date(now));
    return ok(user);
  }

  async #countFailure(db: Kysely<Database>, user: User, familiar: SignInAddress | undefined): Promise<void> {
    const { failed_sign_ins } = familiar ?? user;
    const lockedUntil = new Date(this.#clock.now() + lockMsAfter(failed_sign_ins));
    await (familiar
      ? recordFailureFrom(db, familiar, MOST_FAILED_SIGN_INS, lockedUntil)
      : recordFailedSignIn(db, user.id, MOST_FAILED_SIGN_INS, lockedUntil));
  }
}
