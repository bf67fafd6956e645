import type { BrowserSession } from '@vakt/store/sign-in/browser-sessions';
import { type Account, findAccount } from '../accounts/account.ts';
import type { AccountView } from '../pages/view.ts';
import type { Visit } from './visit.ts';

/** An account that the browser is signed in as. */
export interface KnownAccount {
  readonly session: BrowserSession;
  readonly account: Account;
}

/** A session ends before its time when its user is disabled, or changed the password, or was signed out everywhere. */
const isGood = ({ session, account: { user } }: KnownAccount): boolean =>
  user.account_enabled &&
  (user.tokens_valid_from === null || user.tokens_valid_from <= session.authenticated_at);

/** The accounts that a browser is signed in as, the one used last first. */
export const findKnownAccounts = async ({ browser, services }: Visit): Promise<readonly KnownAccount[]> => {
  const found = await Promise.all(
    browser.sessions.map(async session => ({
      session,
      account: await findAccount(services.store, session.user_id),
    })),
  );
  return found.filter((one): one is KnownAccount => one.account !== undefined).filter(isGood);
};

/** An account as pages show it. */
export const accountView = ({ user, tenant }: Account): AccountView => ({
  username: user.user_principal_name,
  displayName: user.display_name,
  organization: tenant.displayName,
});
