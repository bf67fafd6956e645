import { type LookupAddress, lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { fail, ok, type Result } from '@vakt/contract/result';

/** Reads a JSON document of another server; the failure says in a few words what went wrong. */
export type FetchDocument = (url: string) => Promise<Result<unknown, string>>;

const LARGEST_DOCUMENT = 262_144;
const PATIENCE_MS = 5_000;

/** Where machines of a cloud find credentials of their own; nothing that issues tokens lives there. */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

const isForbidden = (address: string): boolean => {
  const family = isIP(address);
  return family === 0 || linkLocal.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** Resolves a name as usual and refuses addresses that no issuer has. */
const lookUpIssuer: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const [first] = found ?? [];
    if (error || !first) callback(error ?? new Error('no address'), '', 0);
    else if (found.some(({ address }) => isForbidden(address)))
      callback(new Error('a link-local address'), '', 0);
    else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_DOCUMENT) throw new Error(`more than ${LARGEST_DOCUMENT} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const request = (url: URL, ca: string | undefined): Promise<IncomingMessage> =>
  new Promise((settle, refuse) => {
    get(
      url,
      {
        headers: { accept: 'application/json' },
        agent: false,
        lookup: lookUpIssuer,
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(ca !== undefined && { ca }),
      },
      settle,
    ).on('error', refuse);
  });

/**
 * Reads documents over https, bounded in size and time; redirects are not followed.
 *
 * @param ca certificates to trust, PEM, in place of those that Node trusts: its own, and those that `NODE_EXTRA_CA_CERTS`
 * or `--use-system-ca` names.
 */
export const httpsDocuments =
  (ca?: string): FetchDocument =>
  async address => {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol !== 'https:') return fail('not an https address');
    if (isIP(url.hostname.replace(/^\[|\]$/g, '')) && isForbidden(url.hostname.replace(/^\[|\]$/g, '')))
      return fail('a link-local address');
    try {
      const reply = await request(url, ca);
      if (reply.statusCode !== 200) {
        reply.destroy();
        return fail(`status ${reply.statusCode}`);
      }
      return ok(JSON.parse((await readBody(reply)).toString('utf8')));
    } catch (error) {
      return fail(error instanceof Error ? error.message : 'no answer');
    }
  };
