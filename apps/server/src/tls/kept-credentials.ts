import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '@vakt/contract/clock';
import type { CertifiedKey } from './certificate-authority.ts';

/** An authority of ours with the server certificate that it vouches for, and how their files are called. */
export interface CredentialPlan {
  readonly folder: string;
  /** `<authority>.pem`, `.key` and `.names.json`. */
  readonly authority: string;
  /** `<server>.pem` and `.key`. */
  readonly server: string;
  /** What lists of trusted authorities show. */
  readonly commonName: string;
  readonly names: readonly string[];
}

/** The certificate that a listener shows, and the authority that clients must trust for it. */
export interface KeptCredentials {
  readonly server: CertifiedKey;
  /** PEM. */
  readonly authorityCertificate: string;
}

const RENEW_BEFORE_MS = 30 * 86_400_000;

/** The text of a file; nothing when it is not there. */
export const readIfThere = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;

/** Written beside and moved into place, so that a reader never sees half a file. */
export const writeWhole = (file: string, text: string, mode: number): void => {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
};

const readPair = (folder: string, name: string): CertifiedKey | undefined => {
  const certificate = readIfThere(join(folder, `${name}.pem`));
  const privateKey = readIfThere(join(folder, `${name}.key`));
  return certificate && privateKey ? { certificate, privateKey } : undefined;
};

const writePair = (folder: string, name: string, pair: CertifiedKey): CertifiedKey => {
  writeWhole(join(folder, `${name}.key`), pair.privateKey, 0o600);
  writeWhole(join(folder, `${name}.pem`), pair.certificate, 0o644);
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

/** Whether an authority of this plan was made before. */
export const hasCredentials = ({ folder, authority }: CredentialPlan): boolean =>
  existsSync(join(folder, `${authority}.pem`));

/**
 * Finds the credentials of a plan, making or renewing what is missing, too old, or does not cover the names.
 *
 * The authority names what it may vouch for, so other names mean another authority, which clients must trust anew.
 */
export const keepCredentials = async (plan: CredentialPlan, clock: Clock): Promise<KeptCredentials> => {
  const { folder, names } = plan;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const wanted = JSON.stringify(names);
  const namesFile = join(folder, `${plan.authority}.names.json`);
  const known = readPair(folder, plan.authority);
  const server = readPair(folder, plan.server);
  const kept = known && isFresh(known, clock.now()) && readIfThere(namesFile) === wanted ? known : undefined;
  if (kept && server && isFresh(server, clock.now()) && covers(server, names))
    return { server, authorityCertificate: kept.certificate };

  // Certificates are made once in a while; their library is not loaded at every start.
  const { createAuthority, issueServerCertificate } = await import('./certificate-authority.ts');
  const authority =
    kept ?? writePair(folder, plan.authority, await createAuthority(names, clock.now(), plan.commonName));
  writeWhole(namesFile, wanted, 0o644);
  const issued = await issueServerCertificate(authority, names, clock.now());
  return {
    server: writePair(folder, plan.server, issued),
    authorityCertificate: authority.certificate,
  };
};
