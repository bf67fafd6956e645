import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinPem, systemBundles } from '../trusted-authorities.ts';
import type { View } from './plan.ts';

/** The hosts file of the system. */
export const HOSTS = '/etc/hosts';
const NAME_SERVICES = '/etc/nsswitch.conf';
/** Through its sockets, name service caches would answer by the hosts file that is seen outside. */
const CACHE_SOCKETS = '/run/nscd';

/** The hosts file with names that lead to this machine; the first line that has a name counts. */
export const hostsWith = (hosts: string, names: readonly string[]): string =>
  [...names.map(name => `127.0.0.1 ${name}`), hosts].join('\n');

/** Host names come from the hosts file alone: the services named there answer from outside, or not at all. */
export const withHostsFileAlone = (nameServices: string): string =>
  nameServices.replace(/^(\s*hosts:).*$/gm, '$1 files');

/**
 * Writes into `folder` what the program sees in the place of the system's files.
 *
 * @param authorities PEM of the authorities to trust besides the system's
 */
export const writeViews = (
  folder: string,
  names: readonly string[],
  authorities: readonly string[],
): View[] => {
  const view = (target: string, name: string, text: string): View => {
    const source = join(folder, name);
    writeFileSync(source, text);
    return { source, target };
  };
  const views = [view(HOSTS, 'hosts', hostsWith(readFileSync(HOSTS, 'utf8'), names))];
  if (existsSync(NAME_SERVICES))
    views.push(view(NAME_SERVICES, 'nsswitch.conf', withHostsFileAlone(readFileSync(NAME_SERVICES, 'utf8'))));
  for (const [at, bundle] of systemBundles().entries())
    views.push(
      view(bundle, `system-bundle-${at}.pem`, joinPem([readFileSync(bundle, 'utf8'), ...authorities])),
    );
  if (existsSync(CACHE_SOCKETS)) {
    const source = join(folder, 'no-cache');
    mkdirSync(source);
    views.push({ source, target: CACHE_SOCKETS });
  }
  return views;
};
