import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

/**
 * Counts an attempt before it is judged, so that codes that come at once count like codes in a row; the count starts again
 * with a right one.
 *
 * @param limit attempts until each further one locks.
 * @returns `false` while the second factor is locked.
 */
export const countTotpAttempt = async (
  db: Kysely<Database>,
  userId: string,
  limit: number,
  { now, lockedUntil }: { readonly now: Date; readonly lockedUntil: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set(row => ({
      totp_attempts: row('totp_attempts', '+', 1),
      totp_locked_until: row
        .case()
        .when('totp_attempts', '>=', limit - 1)
        .then(lockedUntil)
        .else(row.ref('totp_locked_until'))
        .end(),
    }))
    .where('id', '=', userId)
    .where(row => row.or([row('totp_locked_until', 'is', null), row('totp_locked_until', '<=', now)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Notes the time step of an accepted code; `false` when that code or a newer one was accepted before. */
export const acceptTotpStep = async (
  db: Kysely<Database>,
  userId: string,
  step: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ totp_last_step: step, totp_attempts: 0, totp_locked_until: null })
    .where('id', '=', userId)
    .where(row => row.or([row('totp_last_step', 'is', null), row('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Sets or removes the sealed secret of a user's authenticator. */
export const setTotpSecret = async (
  db: Kysely<Database>,
  userId: string,
  sealedSecret: string | null,
  lastStep: number | null,
): Promise<void> => {
  await db
    .updateTable('users')
    .set({
      totp_secret: sealedSecret,
      totp_last_step: lastStep,
      totp_attempts: 0,
      totp_locked_until: null,
    })
    .where('id', '=', userId)
    .execute();
};
