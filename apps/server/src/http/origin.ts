import { isServiceHost } from './service-hosts.ts';

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const HOST = /^([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/;

/**
 * The public origin of a request from its Host header, when that host is one of ours.
 *
 * URLs in replies are built from it, so a host that is not on the list is refused: a forged header must not lead a client
 * elsewhere.
 *
 * @returns `https://host[:port]`, or `undefined` for a host that Vakt does not answer for.
 */
export const originOf = (
  hostHeader: string | undefined,
  ownHosts: ReadonlySet<string>,
): string | undefined => {
  const [, host = '', port] = HOST.exec((hostHeader ?? '').toLowerCase()) ?? [];
  const known = ownHosts.has(host) || LOOPBACK_HOSTS.has(host) || isServiceHost(host);
  if (!known) return undefined;
  return port === undefined || port === '443' ? `https://${host}` : `https://${host}:${port}`;
};
