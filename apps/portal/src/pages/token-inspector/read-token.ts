import type { TokenClaims } from '@vakt/contract/access-token';

/** A token in compact form (RFC 7515, section 3.1) taken apart; whether its signature is good is not known yet. */
export interface SignedToken {
  /** As it is sent to an API. */
  readonly text: string;
  readonly header: TokenClaims;
  readonly claims: TokenClaims;
}

/** What a pasted text is. */
export type TokenReading =
  | { readonly kind: 'nothing' }
  /** Longer than any token. */
  | { readonly kind: 'too-long'; readonly characters: number }
  /** Not three parts of base64url, of which the first two are JSON objects. */
  | { readonly kind: 'not-a-token'; readonly parts: number }
  /** Five parts (RFC 7516, section 3.1): only whom it is for can look into it. */
  | { readonly kind: 'encrypted'; readonly header: TokenClaims }
  | { readonly kind: 'token'; readonly token: SignedToken };

/** Far beyond what the server takes, and little enough to take apart with every key that is pressed. */
const LONGEST_TEXT = 100_000;

/** What mail programs, terminals and chats put between the parts: spaces, line breaks, marks that nobody sees. */
const INVISIBLE = /[\s\p{Cf}\p{Cc}]+/gu;
const SCHEME = /^(?:authorization:)?bearer(?=ey|\.|$)/i;
const NOTHING_ELSE = /^[\w.-]*$/;
/** `ey` is how base64url writes the brace and the quote that a header begins with. */
const WITHIN = /ey[\w-]+(?:\.[\w-]*){2,4}/;

/** The token in a text: alone, after `Authorization: Bearer`, or within a command or a token reply; lines may be broken. */
const tidy = (text: string): string => {
  const bare = text.replace(INVISIBLE, '').replace(SCHEME, '');
  return NOTHING_ELSE.test(bare) ? bare : (WITHIN.exec(bare)?.[0] ?? bare);
};

const BASE64URL = /^[\w-]*$/;

/** @returns `undefined` when `text` is not base64url (RFC 4648, section 5). */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  if (!BASE64URL.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, character => character.charCodeAt(0));
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const objectOf = (part: string): TokenClaims | undefined => {
  const bytes = bytesOf(part);
  if (!bytes) return undefined;
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as TokenClaims)
      : undefined;
  } catch {
    return undefined;
  }
};

/** Takes a pasted text apart. It says nothing of whether what it finds is true. */
export const readToken = (pasted: string): TokenReading => {
  if (pasted.length > LONGEST_TEXT) return { kind: 'too-long', characters: pasted.length };
  const text = tidy(pasted);
  if (text === '') return { kind: 'nothing' };
  const parts = text.split('.');
  const [first = '', second = ''] = parts;
  const header = objectOf(first);
  if (header && parts.length === 5) return { kind: 'encrypted', header };
  const claims = parts.length === 3 ? objectOf(second) : undefined;
  return header && claims
    ? { kind: 'token', token: { text, header, claims } }
    : { kind: 'not-a-token', parts: parts.length };
};
