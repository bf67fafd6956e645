import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { RefreshFamiliesTable } from '../tables/sign-in.ts';

export type RefreshFamily = Selectable<RefreshFamiliesTable>;

/** @param authority a connection that sees every tenant: a token's family is known before its tenant. */
export const findRefreshFamily = (
  authority: Kysely<Database>,
  id: string,
): Promise<RefreshFamily | undefined> =>
  authority.selectFrom('refresh_families').selectAll().where('id', '=', id).executeTakeFirst();

/** As many applications of one sign-in as anybody uses side by side. */
const MOST_APPLICATIONS = 100;

/** Client ids of the applications that a user's sign-ins in a browser gave refresh tokens to. */
export const listApplicationsOfSessions = async (
  authority: Kysely<Database>,
  sessions: readonly { readonly id: string; readonly user_id: string }[],
): Promise<string[]> => {
  if (sessions.length === 0) return [];
  const rows = await authority
    .selectFrom('refresh_families')
    .select('app_id')
    .distinct()
    .where(
      'user_id',
      'in',
      sessions.map(({ user_id }) => user_id),
    )
    .where(
      'session_id',
      'in',
      sessions.map(({ id }) => id),
    )
    .limit(MOST_APPLICATIONS)
    .execute();
  return rows.map(({ app_id }) => app_id);
};

export const insertRefreshFamily = async (
  authority: Kysely<Database>,
  family: Insertable<RefreshFamiliesTable>,
): Promise<void> => {
  await authority.insertInto('refresh_families').values(family).execute();
};

/** The number of the next token of a family; `undefined` when the family was revoked meanwhile. */
export const advanceRefreshFamily = async (
  authority: Kysely<Database>,
  id: string,
  now: Date,
): Promise<number | undefined> => {
  const row = await authority
    .updateTable('refresh_families')
    .set({ sequence: sql`sequence + 1`, last_used_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('sequence')
    .executeTakeFirst();
  return row?.sequence;
};

export const revokeRefreshFamily = async (
  authority: Kysely<Database>,
  id: string,
  now: Date,
): Promise<void> => {
  await authority
    .updateTable('refresh_families')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
};
