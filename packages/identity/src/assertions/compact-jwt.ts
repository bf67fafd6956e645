import { fail, ok, type Result } from '@vakt/contract/result';
import { type JsonObject, parseStrictObject } from './strict-json.ts';

/** A signed token, taken apart; nothing of it is proven. */
export interface CompactJwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What the signature is over. */
  readonly signed: Buffer;
  readonly signature: Buffer;
}

/** Room for a header with a chain of certificates. */
const LONGEST_JWT = 32_768;
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const readPart = (part: string): JsonObject | undefined => {
  try {
    return parseStrictObject(utf8.decode(Buffer.from(part, 'base64url')));
  } catch {
    return undefined;
  }
};

/** Takes a token in compact form (RFC 7515, section 3.1) apart; the failure says what is wrong with its form. */
export const parseCompactJwt = (text: string): Result<CompactJwt, string> => {
  if (text.length > LONGEST_JWT) return fail(`It is longer than ${LONGEST_JWT} characters.`);
  const [, head, body, signature] = COMPACT.exec(text) ?? [];
  if (head === undefined || body === undefined || signature === undefined)
    return fail('It is not three parts in base64url, separated by dots.');
  const header = readPart(head);
  if (!header) return fail('Its header is not a JSON object in which each name occurs once.');
  const claims = readPart(body);
  if (!claims) return fail('Its claims are not a JSON object in which each name occurs once.');
  // An extension that is marked critical and not understood makes a token invalid (RFC 7515, section 4.1.11).
  if (header.crit !== undefined) return fail("Its header has critical extensions ('crit').");
  return ok({
    header,
    claims,
    signed: Buffer.from(`${head}.${body}`, 'ascii'),
    signature: Buffer.from(signature, 'base64url'),
  });
};
