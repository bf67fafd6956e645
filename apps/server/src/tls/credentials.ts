import { join } from 'node:path';
import type { Clock } from '@vakt/contract/clock';
import type { CertifiedKey } from './certificate-authority.ts';
import { keepCredentials, readIfThere, writeWhole } from './kept-credentials.ts';

/** What the HTTPS listener needs, and what clients must trust. */
export interface ServerCredentials extends CertifiedKey {
  /** The file with the authority's certificate alone. */
  readonly caFile: string;
  /** The file with the system's authorities and ours, for tools that take one bundle only. */
  readonly bundleFile: string;
}

/** Names that always lead to this machine. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1'];

/** Where systems keep the bundle of the authorities they trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
];

const writeTrust = (folder: string, certificate: string): { caFile: string; bundleFile: string } => {
  const caFile = join(folder, 'ca.pem');
  const bundleFile = join(folder, 'ca-bundle.pem');
  const system = SYSTEM_BUNDLES.map(readIfThere).find(text => text !== undefined) ?? '';
  const bundle = `${system.trimEnd()}\n${certificate.trimEnd()}\n`.trimStart();
  if (readIfThere(bundleFile) !== bundle) writeWhole(bundleFile, bundle, 0o644);
  return { caFile, bundleFile };
};

/**
 * Finds the everyday certificates in `folder`, made or renewed where needed: they cover loopback and `hostNames`, and
 * their authority can vouch for nothing else.
 */
export const loadCredentials = async (
  folder: string,
  hostNames: readonly string[],
  clock: Clock,
): Promise<ServerCredentials> => {
  const names = [...new Set([...LOOPBACK_NAMES, ...hostNames])];
  const plan = { folder, authority: 'ca', server: 'server', commonName: 'Vakt private authority', names };
  const { server, authorityCertificate } = await keepCredentials(plan, clock);
  return { ...server, ...writeTrust(folder, authorityCertificate) };
};
