import { createHash, timingSafeEqual } from 'node:crypto';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Form } from '../authority/form.ts';

/** Proof Key for Code Exchange (RFC 7636): binds a code to whoever asked for it. */
export interface CodeChallenge {
  readonly method: 'plain' | 'S256';
  readonly value: string;
}

const SHAPES = { S256: /^[A-Za-z0-9_-]{43}$/, plain: /^[A-Za-z0-9._~-]{43,128}$/ } as const;

const readMethod = (text: string): CodeChallenge['method'] | undefined => {
  const method = text.toLowerCase();
  if (method === 's256') return 'S256';
  return method === 'plain' ? 'plain' : undefined;
};

/** Reads the challenge of an authorization request; `undefined` when there is none. */
export const readCodeChallenge = (form: Form): Result<CodeChallenge | undefined, Refusal> => {
  const value = form.get('code_challenge');
  if (!value) return ok(undefined);
  const asked = form.get('code_challenge_method') || 'plain';
  const method = readMethod(asked);
  if (!method) return fail(refusal(9002330, { method: asked }));
  return SHAPES[method].test(value) ? ok({ method, value }) : fail(refusal(501491));
};

const isSame = (one: string, other: string): boolean => {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
};

/**
 * Whether a redemption proves what the authorization request promised. An empty verifier is as good as none, as one library
 * sends it where no challenge was made (reference: identity, section 2.4).
 */
export const fitsChallenge = (challenge: CodeChallenge | undefined, verifier: string): boolean => {
  if (!challenge) return verifier === '';
  const { method, value } = challenge;
  return isSame(
    method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url'),
    value,
  );
};
