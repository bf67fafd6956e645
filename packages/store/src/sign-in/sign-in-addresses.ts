import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { SignInAddressesTable } from '../tables/sign-in.ts';
import { oneMoreFailure } from './failed-sign-ins.ts';

export type SignInAddress = Selectable<SignInAddressesTable>;

/** The address, when the user signed in from it with success since `since`. */
export const findFamiliarAddress = (
  db: Kysely<Database>,
  userId: string,
  address: string,
  since: Date,
): Promise<SignInAddress | undefined> =>
  db
    .selectFrom('sign_in_addresses')
    .selectAll()
    .where('user_id', '=', userId)
    .where('address', '=', address)
    .where('last_success_at', '>', since)
    .executeTakeFirst();

/** Makes an address familiar, and forgets the wrong passwords from it. */
export const recordSignInFrom = async (
  db: Kysely<Database>,
  userId: string,
  address: string,
  now: Date,
): Promise<void> => {
  const cleared = { failed_sign_ins: 0, locked_until: null, last_success_at: now };
  await db
    .insertInto('sign_in_addresses')
    .values({ user_id: userId, address, ...cleared })
    .onConflict(conflict => conflict.columns(['user_id', 'address']).doUpdateSet(cleared))
    .execute();
};

/** Counts a wrong password from a familiar address; from `limit` on it is locked until `lockedUntil`. */
export const recordFailureFrom = async (
  db: Kysely<Database>,
  { user_id, address }: SignInAddress,
  limit: number,
  lockedUntil: Date,
): Promise<void> => {
  await db
    .updateTable('sign_in_addresses')
    .set(oneMoreFailure(limit, lockedUntil))
    .where('user_id', '=', user_id)
    .where('address', '=', address)
    .execute();
};
