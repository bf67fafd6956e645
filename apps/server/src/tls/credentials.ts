import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@vakt/contract/clock';
import type { CertifiedKey } from './certificate-authority.ts';

/** What the HTTPS listener needs, and what clients must trust. */
export interface ServerCredentials extends CertifiedKey {
  /** The file with the authority's certificate alone. */
  readonly caFile: string;
  /** The file with the system's authorities and ours, for tools that take one bundle only. */
  readonly bundleFile: string;
}

/** Names that always lead to this machine. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1'];
const RENEW_BEFORE_MS = 30 * 86_400_000;

/** Where systems keep the bundle of the authorities they trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
];

const read = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** Written beside and moved into place, so that a reader never sees half a file. */
const write = (file: string, text: string, mode: number): void => {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
};

const readPair = (folder: string, name: string): CertifiedKey | undefined => {
  const certificate = read(join(folder, `${name}.pem`));
  const privateKey = read(join(folder, `${name}.key`));
  return certificate && privateKey ? { certificate, privateKey } : undefined;
};

const writePair = (folder: string, name: string, pair: CertifiedKey): CertifiedKey => {
  write(join(folder, `${name}.key`), pair.privateKey, 0o600);
  write(join(folder, `${name}.pem`), pair.certificate, 0o644);
  return pair;
};

const isFresh = ({ certificate }: CertifiedKey, now: number): boolean =>
  Date.parse(new X509Certificate(certificate).validTo) - now > RENEW_BEFORE_MS;

const covers = ({ certificate }: CertifiedKey, names: readonly string[]): boolean => {
  const parsed = new X509Certificate(certificate);
  return names.every(
    name => (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined,
  );
};

const writeTrust = (folder: string, certificate: string): { caFile: string; bundleFile: string } => {
  const caFile = join(folder, 'ca.pem');
  const bundleFile = join(folder, 'ca-bundle.pem');
  const system = SYSTEM_BUNDLES.map(read).find(text => text !== undefined) ?? '';
  const bundle = `${system.trimEnd()}\n${certificate.trimEnd()}\n`.trimStart();
  if (read(bundleFile) !== bundle) write(bundleFile, bundle, 0o644);
  return { caFile, bundleFile };
};

/**
 * Finds the certificates in `folder`, making or renewing what is missing, too old, or does not cover `hostNames`.
 *
 * The authority names what it may vouch for, so another set of host names means another authority: clients must then
 * trust the new `ca.pem`.
 */
export const loadCredentials = async (
  folder: string,
  hostNames: readonly string[],
  clock: Clock,
): Promise<ServerCredentials> => {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const names = [...new Set([...LOOPBACK_NAMES, ...hostNames])];
  const wanted = JSON.stringify(names);
  const namesFile = join(folder, 'ca.names.json');
  const known = readPair(folder, 'ca');
  const server = readPair(folder, 'server');
  const kept = known && isFresh(known, clock.now()) && read(namesFile) === wanted ? known : undefined;
  if (kept && server && isFresh(server, clock.now()) && covers(server, names))
    return { ...server, ...writeTrust(folder, kept.certificate) };

  // Certificates are made once in a while; their library is not loaded at every start.
  const { createAuthority, issueServerCertificate } = await import('./certificate-authority.ts');
  const authority = kept ?? writePair(folder, 'ca', await createAuthority(names, clock.now()));
  write(namesFile, wanted, 0o644);
  const issued = writePair(folder, 'server', await issueServerCertificate(authority, names, clock.now()));
  return { ...issued, ...writeTrust(folder, authority.certificate) };
};
