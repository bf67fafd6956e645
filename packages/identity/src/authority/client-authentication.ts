import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ClientLookup } from '@vakt/store/directory/client-lookup';
import type { Tenant } from '@vakt/store/directory/tenants';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { ClientProof } from '../tokens/token-subject.ts';
import type { Form } from './form.ts';

/** What judging a client's credential stands on. */
export interface ClientAuthenticationServices {
  readonly clock: Clock;
}

/** Where and from whom a credential came. */
export interface ClientAuthenticationContext {
  /** The tenant that a token is asked for. */
  readonly tenant: Tenant;
  /** The first segment of the request's path. */
  readonly tenantSegment: string;
  /** The public origin that was asked. */
  readonly authorityOrigin: string;
  readonly remoteAddress: string;
  readonly services: ClientAuthenticationServices;
}

/** What a client sent to say and prove who it is. */
export interface ClientCredentials {
  readonly clientId: string | undefined;
  readonly secret: string | undefined;
  /** A signed statement in place of a secret. */
  readonly assertion?: string | undefined;
}

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
    : ok({ clientId, secret });
};

/** Reads the client's id and secret from the body or from HTTP Basic; two that differ are refused. */
export const readClientCredentials = (
  form: Form,
  authorization: string | undefined,
): Result<ClientCredentials, Refusal> => {
  const inBody = {
    clientId: form.get('client_id') || undefined,
    secret: form.get('client_secret') || undefined,
    assertion: form.get('client_assertion') || undefined,
  };
  if (inBody.secret !== undefined && inBody.assertion !== undefined)
    return malformed('Send either client_secret or client_assertion, not both.');
  if (!authorization || !/^basic\s/i.test(authorization)) return ok(inBody);
  const basic = readBasic(authorization);
  if (!basic.ok) return basic;
  const contradicts =
    (inBody.clientId !== undefined && inBody.clientId !== basic.value.clientId) ||
    (inBody.secret !== undefined && inBody.secret !== basic.value.secret);
  return contradicts ? malformed('The client credentials in the header and in the body differ.') : basic;
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

/**
 * Judges the credential that a client sent: a secret, or an assertion that it signed.
 *
 * @param client as it is registered, from `ClientLookups`.
 * @returns how the client proved itself; 7000218 when it sent nothing to prove itself with.
 */
export const authenticateClient = async (
  client: ClientLookup,
  sent: ClientCredentials,
  { services: { clock } }: ClientAuthenticationContext,
): Promise<Result<ClientProof, Refusal>> => {
  if (sent.assertion !== undefined) return fail(refusal(700027, { client: client.appId }));
  if (sent.secret === undefined) return fail(refusal(7000218));
  const secret = checkSecret(client, sent.secret, clock);
  return secret.ok ? ok('1') : secret;
};
