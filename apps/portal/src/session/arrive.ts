import { VAKT_PORTAL_REDIRECT_PATH } from '@vakt/contract/resources';
import { Session } from './session.ts';
import { finishSignIn, SignInRefused } from './sign-in.ts';
import { passOnAnswer } from './sign-in-again.ts';
import { takePendingSignIn } from './stored-sign-in.ts';

/** How a page of the portal begins. */
export type Arrival =
  /** A window that only carried an answer, to close. */
  | { readonly kind: 'passed-on' }
  | { readonly kind: 'signed-in'; readonly session: Session }
  | { readonly kind: 'signed-out'; readonly problem: Error | null };

const signedOut = (problem: Error | null = null): Arrival => ({ kind: 'signed-out', problem });

const arriveWith = async (answer: URLSearchParams): Promise<Arrival> => {
  const pending = takePendingSignIn();
  if (answer.size === 0) return signedOut();
  if (pending?.state !== answer.get('state')) {
    passOnAnswer(answer);
    return { kind: 'passed-on' };
  }
  try {
    const { tokens, tenant, returnTo } = await finishSignIn(answer, pending);
    history.replaceState(null, '', `/portal${returnTo}`);
    return { kind: 'signed-in', session: Session.start(tokens, tenant) };
  } catch (error) {
    return signedOut(error instanceof Error ? error : new SignInRefused(String(error)));
  }
};

/** Takes up this tab's sign-in, or the authority's answer to one that was begun. */
export const arrive = async (): Promise<Arrival> => {
  if (location.pathname === VAKT_PORTAL_REDIRECT_PATH) {
    const answer = new URLSearchParams(location.search);
    // The code is of no use any more, and must not stay in the history.
    history.replaceState(null, '', '/portal/');
    return arriveWith(answer);
  }
  const session = Session.restore();
  return session ? { kind: 'signed-in', session } : signedOut();
};
