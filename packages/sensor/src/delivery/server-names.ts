import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { readState, writeState } from './state-file.ts';

const isAddress = (value: unknown): value is LookupAddress =>
  typeof value === 'object' &&
  value !== null &&
  isIP(String(Reflect.get(value, 'address'))) === Reflect.get(value, 'family');

/**
 * Resolves the server's name and remembers its addresses in a file: a device that may speak with nobody but its server has
 * no name service any more.
 */
export class ServerNames {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** In place of the system's own, for connections to the server. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error ? this.#remembered(hostname) : this.#remember(hostname, found);
      const [first] = addresses;
      if (!first) callback(error, [], 0);
      else if (options.all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };

  /** The addresses of a host; none when they cannot be found out. */
  addressesOf(hostname: string): Promise<readonly string[]> {
    const name = hostname.replace(/^\[|\]$/g, '');
    if (isIP(name) !== 0) return Promise.resolve([name]);
    return new Promise(resolve =>
      this.lookup(name, { all: true }, (_error, found) =>
        resolve(Array.isArray(found) ? found.map(({ address }) => address) : []),
      ),
    );
  }

  #remember(hostname: string, addresses: readonly LookupAddress[]): readonly LookupAddress[] {
    const known = this.#remembered(hostname);
    if (JSON.stringify(known) !== JSON.stringify(addresses))
      writeState(this.#file, { hostname, addresses }, { sync: false });
    return addresses;
  }

  #remembered(hostname: string): readonly LookupAddress[] {
    const state = readState(this.#file);
    if (typeof state !== 'object' || state === null || Reflect.get(state, 'hostname') !== hostname) return [];
    const addresses: unknown = Reflect.get(state, 'addresses');
    return Array.isArray(addresses) ? addresses.filter(isAddress) : [];
  }
}
