import { createHash } from 'node:crypto';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import {
  type BrowserSession,
  listBrowserSessions,
  moveBrowserSessions,
  saveBrowserSession,
} from '@vakt/store/sign-in/browser-sessions';
import type { Account } from '../accounts/account.ts';
import type { GrantServices } from '../grants/grant.ts';

/** A browser, told by a random cookie, and the accounts that it is signed in as. */
export interface Browser {
  /** SHA-256 of the cookie's value: the store and the forms know no more of it. */
  readonly hash: Buffer;
  readonly sessions: readonly BrowserSession[];
  /** The cookie to set, for a browser that had none. */
  readonly newCookie?: string;
}

const COOKIE = '__Host-vakt-browser';
const HOUR_MS = 3_600_000;
/** Reference: identity, section 3.5. */
const SESSION_MS = 24 * HOUR_MS;
const REMEMBERED_MS = 90 * 24 * HOUR_MS;

const hashOf = (cookie: string): Buffer => createHash('sha256').update(cookie).digest();

const readCookie = (header: string | undefined): string | undefined =>
  header
    ?.split(';')
    .map(pair => pair.trim())
    .find(pair => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);

const newBrowser = (entropy: Entropy): { readonly hash: Buffer; readonly newCookie: string } => {
  const newCookie = Buffer.from(entropy.bytes(32)).toString('base64url');
  return { hash: hashOf(newCookie), newCookie };
};

/** Reads who this browser is signed in as. */
export const readBrowser = async (
  { headers }: HttpRequest,
  { store, clock, entropy }: GrantServices,
): Promise<Browser> => {
  const cookie = readCookie(headers.cookie);
  if (!cookie || !/^[\w-]{43}$/.test(cookie)) return { ...newBrowser(entropy), sessions: [] };
  const hash = hashOf(cookie);
  return { hash, sessions: await listBrowserSessions(store.authority, hash, new Date(clock.now())) };
};

/**
 * Gives a browser a new cookie after a sign-in. Whoever knew the one from before, and be it that they put it there, has
 * nothing of the sessions (session fixation).
 */
export const renewBrowser = async (
  { hash }: Browser,
  { store, clock, entropy }: GrantServices,
): Promise<Browser> => {
  const renewed = newBrowser(entropy);
  await moveBrowserSessions(store.authority, hash, renewed.hash);
  const now = new Date(clock.now());
  return { ...renewed, sessions: await listBrowserSessions(store.authority, renewed.hash, now) };
};

/** How a sign-in was proven. */
export interface ProvenSignIn {
  readonly account: Account;
  /** `pwd`, `mfa`. */
  readonly authenticationMethods: readonly string[];
  readonly isRemembered: boolean;
}

/** Remembers a sign-in in this browser. */
export const rememberSignIn = (
  browser: Browser,
  { account, authenticationMethods, isRemembered }: ProvenSignIn,
  { store, clock, entropy }: GrantServices,
): Promise<BrowserSession> => {
  const now = clock.now();
  return saveBrowserSession(store.authority, {
    id: entropy.uuid(),
    browserHash: browser.hash,
    tenantId: account.tenant.id,
    userId: account.user.id,
    authenticationMethods: authenticationMethods.join(' '),
    authenticatedAt: new Date(now),
    expiresAt: new Date(now + (isRemembered ? REMEMBERED_MS : SESSION_MS)),
  });
};

/**
 * Sets the browser's cookie. It is sent with requests from other sites too, because applications renew sign-ins in a hidden
 * frame; a form counts only with the state that was made for the same browser, which no other site can read.
 */
export const withBrowserCookie = (reply: HttpReply, { newCookie }: Browser): HttpReply =>
  newCookie === undefined
    ? reply
    : {
        ...reply,
        headers: {
          ...reply.headers,
          'set-cookie': `${COOKIE}=${newCookie}; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=${REMEMBERED_MS / 1_000}`,
        },
      };
