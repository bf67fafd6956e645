import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import type { Variables } from '../../settings/env-file.ts';

/** Where systems keep the bundle of the authorities they trust. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
  '/var/lib/ca-certificates/ca-bundle.pem',
];

/** The variables that name a whole bundle, and whose own value is kept in ours. */
const BUNDLE_VARIABLES = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'GIT_SSL_CAINFO'];

/** The variables that name authorities besides those that a program trusts by itself. */
const EXTRA_VARIABLES = ['NODE_EXTRA_CA_CERTS', 'DENO_CERT'];

/** The system's bundles, each once: several names may lead to one file. */
export const systemBundles = (): string[] => [
  ...new Set(SYSTEM_BUNDLES.filter(file => existsSync(file)).map(file => realpathSync(file))),
];

/** PEM texts one after the other, each on lines of its own. */
export const joinPem = (parts: readonly string[]): string => parts.map(part => `${part.trim()}\n`).join('');

const readNamed = (environment: Variables, variables: readonly string[]): string[] => {
  const files = variables.map(name => environment[name]).filter(file => file && existsSync(file)) as string[];
  return [...new Set(files)].map(file => readFileSync(file, 'utf8'));
};

/** What programs trust already: by the environment, else by the system, else by this runtime. */
const everydayAuthorities = (environment: Variables): string[] => {
  const named = readNamed(environment, BUNDLE_VARIABLES);
  if (named.length > 0) return named;
  const [bundle] = systemBundles();
  return bundle === undefined ? getCACertificates('default') : [readFileSync(bundle, 'utf8')];
};

/**
 * Writes bundles into `folder` and says which variables make programs trust them.
 *
 * @param ours PEM of the authorities to trust besides
 */
export const trustByVariables = (
  folder: string,
  ours: readonly string[],
  environment: Variables,
): Readonly<Record<string, string>> => {
  const bundle = join(folder, 'bundle.pem');
  const extra = join(folder, 'extra.pem');
  writeFileSync(bundle, joinPem([...everydayAuthorities(environment), ...ours]));
  writeFileSync(extra, joinPem([...readNamed(environment, EXTRA_VARIABLES), ...ours]));
  return Object.fromEntries([
    ...BUNDLE_VARIABLES.map(name => [name, bundle] as const),
    ...EXTRA_VARIABLES.map(name => [name, extra] as const),
  ]);
};
