import type { PendingSignIn } from './sign-in.ts';

const PENDING_KEY = 'vakt.pending-sign-in';
const REFRESH_TOKEN_KEY = 'vakt.sign-in';

/** What outlives a page of this tab; access tokens do not, they stay in memory. */
export interface StoredSignIn {
  readonly refreshToken: string;
  readonly tenant: string;
}

const read = <Value>(key: string): Value | undefined => {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as Value);
};

export const storePendingSignIn = (pending: PendingSignIn): void =>
  sessionStorage.setItem(PENDING_KEY, JSON.stringify(pending));

/** The sign-in under way, once: an answer that comes twice finds nothing the second time. */
export const takePendingSignIn = (): PendingSignIn | undefined => {
  const pending = read<PendingSignIn>(PENDING_KEY);
  sessionStorage.removeItem(PENDING_KEY);
  return pending;
};

export const storeSignIn = (signIn: StoredSignIn): void =>
  sessionStorage.setItem(REFRESH_TOKEN_KEY, JSON.stringify(signIn));

export const readStoredSignIn = (): StoredSignIn | undefined => read<StoredSignIn>(REFRESH_TOKEN_KEY);

export const forgetStoredSignIn = (): void => sessionStorage.removeItem(REFRESH_TOKEN_KEY);
