import type { TenantId } from '@vakt/contract/ids';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { BrowserSessionsTable } from '../tables/sign-in.ts';

export type BrowserSession = Selectable<BrowserSessionsTable>;

/** As many accounts as one browser may be signed in as. */
const MOST_ACCOUNTS = 10;

/**
 * The accounts that a browser is signed in as, the one used last first.
 *
 * @param authority a connection that sees every tenant: a browser can be signed in in several.
 * @param browserHash SHA-256 of the browser's cookie.
 */
export const listBrowserSessions = (
  authority: Kysely<Database>,
  browserHash: Buffer,
  now: Date,
): Promise<BrowserSession[]> =>
  authority
    .selectFrom('browser_sessions')
    .selectAll()
    .where('browser_hash', '=', browserHash)
    .where('expires_at', '>', now)
    .orderBy('authenticated_at', 'desc')
    .limit(MOST_ACCOUNTS)
    .execute();

/** What is known of a sign-in in a browser. */
export interface NewBrowserSession {
  readonly id: string;
  readonly browserHash: Buffer;
  readonly tenantId: TenantId;
  readonly userId: string;
  readonly authenticationMethods: string;
  readonly authenticatedAt: Date;
  readonly expiresAt: Date;
}

/** Remembers a sign-in; an earlier one of the same account in this browser keeps its id. */
export const saveBrowserSession = (
  authority: Kysely<Database>,
  session: NewBrowserSession,
): Promise<BrowserSession> => {
  const proven = {
    authentication_methods: session.authenticationMethods,
    authenticated_at: session.authenticatedAt,
    expires_at: session.expiresAt,
  };
  return authority
    .insertInto('browser_sessions')
    .values({
      id: session.id,
      browser_hash: session.browserHash,
      tenant_id: session.tenantId,
      user_id: session.userId,
      ...proven,
    })
    .onConflict(conflict => conflict.columns(['browser_hash', 'user_id']).doUpdateSet(proven))
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Takes a browser's sessions along to its new cookie; the old one is worth nothing then. */
export const moveBrowserSessions = async (
  authority: Kysely<Database>,
  browserHash: Buffer,
  newBrowserHash: Buffer,
): Promise<void> => {
  await authority
    .updateTable('browser_sessions')
    .set({ browser_hash: newBrowserHash })
    .where('browser_hash', '=', browserHash)
    .execute();
};

/** Signs a browser out of every account, or of one. */
export const deleteBrowserSessions = async (
  authority: Kysely<Database>,
  browserHash: Buffer,
  userId?: string,
): Promise<void> => {
  const ofBrowser = authority.deleteFrom('browser_sessions').where('browser_hash', '=', browserHash);
  await (userId === undefined ? ofBrowser : ofBrowser.where('user_id', '=', userId)).execute();
};

/** Signs a user out of every browser. */
export const deleteSessionsOfUser = async (db: Kysely<Database>, userId: string): Promise<void> => {
  await db.deleteFrom('browser_sessions').where('user_id', '=', userId).execute();
};
