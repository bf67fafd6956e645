import { type LookupAddress, lookup } from 'node:dns';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Allowance } from './allowance.ts';

/** Finds the addresses of a host, as `dns.lookup` with `all`. */
export type FindAddresses = (
  hostname: string,
  answer: (error: Error | null, found: readonly LookupAddress[]) => void,
) => void;

export const systemAddresses: FindAddresses = (hostname, answer) => {
  lookup(hostname, { all: true }, (error, found) => answer(error, found ?? []));
};

export interface DownloadOptions {
  readonly allowance: Allowance;
  readonly findAddresses: FindAddresses;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const FORBIDDEN = 'its address is not public; --external-data-networks allows networks of your own';

class ForbiddenAddress extends Error {}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/** The connection goes to an address that was looked at: a name that answers otherwise the next time changes nothing. */
const guardedLookup =
  ({ allowance, findAddresses }: DownloadOptions): LookupFunction =>
  (hostname, { all }, callback) => {
    findAddresses(hostname, (error, found) => {
      const [first] = found;
      if (error || !first) callback(error ?? new Error('no address'), '', 0);
      else if (!found.every(({ address }) => allowance.allowsAddress(address)))
        callback(new ForbiddenAddress(), '', 0);
      else if (all) callback(null, [...found]);
      else callback(null, first.address, first.family);
    });
  };

const request = (url: URL, options: DownloadOptions): Promise<IncomingMessage> =>
  new Promise((settle, refuse) => {
    const get = url.protocol === 'https:' ? getSecure : getPlain;
    const headers = { accept: '*/*', 'accept-encoding': 'gzip, identity', 'user-agent': 'vakt' };
    const { signal } = options;
    get(url, { agent: false, headers, lookup: guardedLookup(options), signal }, settle).on('error', refuse);
  });

const readBody = async (message: IncomingMessage, maxBytes: number): Promise<Result<Buffer, string>> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > maxBytes) return fail(`has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return message.complete ? ok(Buffer.concat(chunks)) : fail('broke off');
};

/** Where the reply sends the reader, if it does. */
const redirectOf = ({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined => {
  const { location } = headers;
  if (!REDIRECTS.has(statusCode) || location === undefined || !URL.canParse(location, from.href))
    return undefined;
  return new URL(location, from);
};

const refusalOf = (url: URL, allowance: Allowance): string | undefined => {
  const host = withoutBrackets(url.hostname);
  if (!allowance.allows(url)) return 'is not among --external-data-hosts';
  return isIP(host) !== 0 && !allowance.allowsAddress(host) ? `cannot be read: ${FORBIDDEN}` : undefined;
};

const wordsOf = (error: unknown): string => {
  if (error instanceof ForbiddenAddress) return `cannot be read: ${FORBIDDEN}`;
  if (error instanceof Error && error.name === 'TimeoutError') return 'did not answer in time';
  return `cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'no answer'})`;
};

/**
 * Reads a document of an allowed host, every redirect looked at as the address was. The failure is a sentence about the
 * host alone: an address may carry a secret.
 */
export const download = async (address: URL, options: DownloadOptions): Promise<Result<Buffer, string>> => {
  let url = address;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const told = hop === 0 ? url.host : `${address.host} leads to ${url.host}, which`;
    const refusal = refusalOf(url, options.allowance);
    if (refusal !== undefined) return fail(`${told} ${refusal}.`);
    try {
      const reply = await request(url, options);
      const next = redirectOf(reply, url);
      if (next === undefined && reply.statusCode === 200) {
        const body = await readBody(reply, options.maxBytes);
        return body.ok ? body : fail(`The document of ${url.host} ${body.error}.`);
      }
      reply.destroy();
      if (next === undefined) return fail(`${told} answered with status ${reply.statusCode}.`);
      url = next;
    } catch (error) {
      return fail(`${told} ${wordsOf(error)}.`);
    }
  }
  return fail(`${address.host} redirects too often.`);
};
