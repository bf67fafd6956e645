import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * The fully qualified name that `/etc/hosts` gives to a host name: of the names on its line, the first that begins with
 * the short one and a dot.
 */
export const qualifiedName = (shortName: string, hosts: string): string | undefined => {
  for (const line of hosts.split('\n')) {
    const [, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const lower = names.map(name => name.toLowerCase());
    const qualified = lower.find(name => name.startsWith(`${shortName}.`));
    if (qualified && lower.includes(shortName)) return qualified;
  }
  return undefined;
};

const readHosts = (): string => {
  try {
    return readFileSync('/etc/hosts', 'utf8');
  } catch {
    return '';
  }
};

/** The names of this machine in lower case: in full, and up to the first dot. */
export const hostNames = (): { readonly full: string; readonly short: string } => {
  const name = hostname().toLowerCase();
  const [short = name] = name.split('.');
  return { full: name.includes('.') ? name : (qualifiedName(name, readHosts()) ?? name), short };
};
