import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

/** Notes the time step of an accepted code; `false` when that code or a newer one was accepted before. */
export const acceptTotpStep = async (
  db: Kysely<Database>,
  userId: string,
  step: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ totp_last_step: step, failed_sign_ins: 0, locked_until: null })
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
    .set({ totp_secret: sealedSecret, totp_last_step: lastStep })
    .where('id', '=', userId)
    .execute();
};
