import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

/** Takes an access token back, by its `uti`. */
export const insertRevokedToken = async (
  authority: Kysely<Database>,
  tokenId: string,
  expiresAt: Date,
): Promise<void> => {
  await authority
    .insertInto('revoked_tokens')
    .values({ token_id: tokenId, expires_at: expiresAt })
    .onConflict(conflict => conflict.doNothing())
    .execute();
};

/** The `uti` of every revoked token that has not expired. */
export const listRevokedTokens = async (authority: Kysely<Database>, now: Date): Promise<string[]> => {
  const rows = await authority
    .selectFrom('revoked_tokens')
    .select('token_id')
    .where('expires_at', '>', now)
    .execute();
  return rows.map(({ token_id }) => token_id);
};
