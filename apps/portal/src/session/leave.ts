import { authorityOf, redirectUri } from './authority.ts';
import type { Session } from './session.ts';
import { prepareSignIn, type SignInWishes } from './sign-in.ts';
import { storePendingSignIn } from './stored-sign-in.ts';

/** Leaves for the authority's sign-in page; the person comes back to `returnTo`. */
export const leaveToSignIn = async (wishes: SignInWishes): Promise<void> => {
  const { url, pending } = await prepareSignIn(wishes);
  storePendingSignIn(pending);
  location.assign(url);
};

/** Ends this tab's sign-in and leaves for the authority's sign-out page. */
export const leaveSignedOut = (session: Session): void => {
  session.end();
  const parameters = new URLSearchParams({ post_logout_redirect_uri: redirectUri });
  location.assign(`${authorityOf(session.tenant).end_session_endpoint}?${parameters}`);
};
