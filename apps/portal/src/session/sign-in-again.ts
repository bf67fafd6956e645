import type { Session } from './session.ts';
import { finishSignIn, prepareSignIn, type SignInWishes } from './sign-in.ts';

/** How the redirect page in a window of its own tells the page that opened it. */
const CHANNEL = 'vakt.sign-in';

/**
 * Passes the authority's answer on to the page that asked for it, and closes this window, which was opened for the sign-in.
 * Neither the window's name nor its opener would tell which page that was: browsers cut both where the authority's pages,
 * which any application may open, give way to the portal's, which keep to themselves.
 */
export const passOnAnswer = (answer: URLSearchParams): void => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(answer.toString());
  channel.close();
  window.close();
};

/** The answer to the sign-in with `state`; other tabs' answers come through the same channel. */
const answerTo = (state: string): Promise<URLSearchParams> =>
  new Promise(settle => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const answer = new URLSearchParams(data);
      if (answer.get('state') !== state) return;
      channel.close();
      settle(answer);
    });
  });

/** Somebody else signed in than the page belongs to: what is typed there is not theirs to send. */
export class OtherPersonSignedIn extends Error {
  override readonly name = 'OtherPersonSignedIn';
}

const readPersonId = async (accessToken: string): Promise<string | undefined> => {
  const reply = await fetch('/v1.0/me?$select=id', { headers: { authorization: `Bearer ${accessToken}` } });
  return ((await reply.json()) as { readonly id?: string }).id;
};

interface SignInAgainWishes extends SignInWishes {
  /** The object id of who signed in before; nobody else may go on. */
  readonly personId: string | undefined;
}

/**
 * Signs the person in again in a window of its own, so that the page with what they typed stays as it is. To be called from
 * a click: browsers open no window otherwise.
 *
 * @throws SignInRefused when the authority said no; OtherPersonSignedIn; Error when the browser opened no window.
 */
export const signInAgain = async (
  session: Session,
  { personId, ...wishes }: SignInAgainWishes,
): Promise<void> => {
  // Opened before anything is awaited, or the browser takes it for an advertisement.
  const opened = window.open('about:blank', '', 'popup,width=520,height=680');
  if (!opened) throw new Error('The browser opened no window.');
  const { url, pending } = await prepareSignIn({ ...wishes, tenant: session.tenant });
  const answered = answerTo(pending.state);
  opened.location.href = url;
  const { tokens } = await finishSignIn(await answered, pending);
  if (personId !== undefined && (await readPersonId(tokens.access_token)) !== personId)
    throw new OtherPersonSignedIn();
  session.continueWith(tokens);
};
