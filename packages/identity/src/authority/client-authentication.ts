import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ClientLookup, ProofKind } from '@vakt/store/directory/client-lookup';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { requestSource } from '../assertions/request-source.ts';
import type { ClientProof } from '../tokens/token-subject.ts';
import {
  type AssertionContext,
  type AssertionServices,
  readAssertionSubject,
  verifyClientAssertion,
} from './client-assertion.ts';
import type { CredentialGuesses } from './credential-guesses.ts';
import type { Form } from './form.ts';

/** What judging a client's credential stands on. */
export interface ClientAuthenticationServices extends AssertionServices {
  readonly guesses: CredentialGuesses;
}

/** Where and from whom a credential came. */
export interface ClientAuthenticationContext extends AssertionContext {
  readonly services: ClientAuthenticationServices;
}

/** What a client sent to say and prove who it is. */
export interface ClientCredentials {
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  /** A signed statement in place of a secret. */
  readonly assertion?: string | undefined;
}

/** What a lookup of the client must read to judge what was sent. */
export const proofKindOf = ({ assertion }: ClientCredentials): ProofKind =>
  assertion === undefined ? 'secret' : 'assertion';

const malformed = (reason: string): Result<never, Refusal> => fail(refusal(9002313, { reason }));

/** Both halves of HTTP Basic are form-encoded (RFC 6749, section 2.3.1). */
const decodeHalf = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};

const readBasic = (authorization: string): Result<ClientCredentials, Refusal> => {
  const [, encoded = ''] = /^basic\s+([a-z0-9+/=_-]+)$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  const clientId = decodeHalf(text.slice(0, at));
  const secret = decodeHalf(text.slice(at + 1));
  return at < 0 || !clientId || secret === undefined
    ? malformed('The Basic authorization header must hold the client id and secret, form-encoded.')
    : ok({ clientId, secret: secret || undefined });
};

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const readAssertion = (form: Form): Result<string | undefined, Refusal> => {
  const assertion = form.get('client_assertion') || undefined;
  const type = form.get('client_assertion_type');
  if (assertion === undefined || type === ASSERTION_TYPE) return ok(assertion);
  return type
    ? malformed(`The parameter 'client_assertion_type' must be '${ASSERTION_TYPE}'.`)
    : fail(refusal(900144, { parameter: 'client_assertion_type' }));
};

const readBody = (form: Form): Result<ClientCredentials, Refusal> => {
  const secret = form.get('client_secret') || undefined;
  const assertion = readAssertion(form);
  if (!assertion.ok) return assertion;
  const stated = assertion.value === undefined ? undefined : readAssertionSubject(assertion.value);
  return ok({ clientId: form.get('client_id') || stated, secret, assertion: assertion.value });
};

/** Whether two ways of saying the same thing say different things. */
const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

/**
 * Reads who the client says it is, and its proof: a secret in the body or in HTTP Basic, or an assertion. A request that
 * says two different things, or proves the same twice, is refused.
 */
export const readClientCredentials = (
  form: Form,
  authorization: string | undefined,
): Result<ClientCredentials, Refusal> => {
  const body = readBody(form);
  if (!body.ok) return body;
  const isBasic = authorization !== undefined && /^basic\s/i.test(authorization);
  const basic = isBasic ? readBasic(authorization) : ok({ clientId: undefined, secret: undefined });
  if (!basic.ok) return basic;
  const inHeader = basic.value;
  if (differ(body.value.clientId, inHeader.clientId) || differ(body.value.secret, inHeader.secret))
    return malformed('The client credentials in the header and in the body differ.');
  const sent = {
    clientId: inHeader.clientId ?? body.value.clientId,
    secret: inHeader.secret ?? body.value.secret,
    assertion: body.value.assertion,
  };
  return sent.secret !== undefined && sent.assertion !== undefined
    ? malformed('Send either a client secret or client_assertion, not both.')
    : ok(sent);
};

/** The form in which a client secret is stored: it is long and random, so one hash suffices. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();

/**
 * Compares a secret with every secret of the client, always with all of them and in constant time.
 *
 * An expired one that matches is told apart, because its owner must mend something else than who guesses.
 */
export const checkSecret = (client: ClientLookup, secret: string, clock: Clock): Result<true, Refusal> => {
  const hash = hashSecret(secret);
  const now = clock.now();
  let matched: 'none' | 'expired' | 'valid' = 'none';
  for (const candidate of client.secrets) {
    const isSame = timingSafeEqual(hash, Buffer.from(candidate.hash, 'hex'));
    const isValid = Date.parse(candidate.startsAt) <= now && now < Date.parse(candidate.endsAt);
    if (isSame && isValid) matched = 'valid';
    else if (isSame && matched === 'none') matched = 'expired';
  }
  if (matched === 'valid') return ok(true);
  return fail(refusal(matched === 'expired' ? 7000222 : 7000215, { client: client.appId }));
};

/** A client that nothing was registered for to prove itself with, and that needs no proof. */
const isPublic = (client: ClientLookup): boolean =>
  client.isFallbackPublicClient &&
  client.secrets.length + client.certificates.length + client.federatedCredentials.length === 0;

const judge = async (
  client: ClientLookup,
  { secret, assertion }: ClientCredentials,
  context: ClientAuthenticationContext,
): Promise<Result<ClientProof, Refusal>> => {
  if (assertion !== undefined) {
    const verified = await verifyClientAssertion(client, assertion, context);
    return verified.ok ? ok('2') : verified;
  }
  if (secret === undefined) return fail(refusal(7000218));
  const checked = checkSecret(client, secret, context.services.clock);
  return checked.ok ? ok('1') : checked;
};

/**
 * Judges the credential that a client sent: a secret, or an assertion. A correct one always passes; who sends many wrong ones
 * is told to wait.
 *
 * @param client as it is registered, from `ClientLookups`.
 * @returns how the client proved itself; 7000218 when it sent nothing to prove itself with.
 */
export const authenticateClient = async (
  client: ClientLookup,
  sent: ClientCredentials,
  context: ClientAuthenticationContext,
): Promise<Result<ClientProof, Refusal>> => {
  const sendsProof = sent.secret !== undefined || sent.assertion !== undefined;
  if (sendsProof && isPublic(client)) return fail(refusal(700025));
  const proof = await judge(client, sent, context);
  // Who sends a secret that was right until it expired guesses nothing, and must read what to mend.
  if (proof.ok || !sendsProof || proof.error.number === 7000222) return proof;
  const wait = context.services.guesses.countWrong(client.appId, requestSource(context.remoteAddress));
  return wait === undefined ? proof : fail({ ...refusal(90055), retryAfterSeconds: wait });
};
