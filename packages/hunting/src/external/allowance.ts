import { BlockList, isIP } from 'node:net';
import { fail, ok, type Result } from '@vakt/contract/result';
import { SPECIAL_IPV4 } from '@vakt/lake/places/special-networks';

/** What the operator lets `externaldata` read; nothing when both are empty. */
export interface ExternalDataSettings {
  /** `example.com`, `*.example.com`, `example.com:8443`; `http://example.com` where https is not to be had. */
  readonly hosts: readonly string[];
  /** Addresses, as `10.20.0.0/16`, in networks of the operator's own where allowed hosts may be. */
  readonly networks?: readonly string[];
  /** A folder with documents at `host/path`, read in place of those addresses. */
  readonly folder?: string;
}

interface AllowedHost {
  readonly protocol: 'http:' | 'https:';
  readonly name: string;
  readonly withSubdomains: boolean;
  readonly port: string;
}

const HOST = /^(?:(https?):\/\/)?(\*\.)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/;

const parseHost = (text: string): AllowedHost | undefined => {
  const match = HOST.exec(text.trim().toLowerCase());
  if (!match) return undefined;
  const [, scheme = 'https', star, name = '', port = ''] = match;
  const protocol = scheme === 'http' ? 'http:' : 'https:';
  const isDefault = port === (protocol === 'http:' ? '80' : '443');
  return { protocol, name, withSubdomains: star !== undefined, port: isDefault ? '' : port };
};

/** Public addresses of version 6 are here, but for those that stand for another of version 4 or for documents. */
const PUBLIC_SIX = '2000::/3';
const NOT_PUBLIC_SIX = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

const addNetwork = (list: BlockList, network: string): boolean => {
  const [address = '', bits] = network.trim().split('/');
  const widest = isIP(address) === 6 ? 128 : 32;
  const prefix = bits === undefined ? widest : Number(bits);
  if (isIP(address) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > widest) return false;
  list.addSubnet(address, prefix, familyOf(address));
  return true;
};

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) addNetwork(list, network);
  return list;
};

const notPublic = listOf([...SPECIAL_IPV4, ...NOT_PUBLIC_SIX]);
const publicSix = listOf([PUBLIC_SIX]);

const isPublic = (address: string): boolean => {
  const family = familyOf(address);
  return !notPublic.check(address, family) && (family === 'ipv4' || publicSix.check(address, family));
};

/** Which addresses the operator lets queries read. */
export class Allowance {
  readonly folder: string | undefined;
  readonly #hosts: readonly AllowedHost[];
  readonly #networks: BlockList;

  constructor({ hosts, networks = [], folder }: ExternalDataSettings) {
    this.folder = folder;
    this.#hosts = hosts.flatMap(host => parseHost(host) ?? []);
    this.#networks = listOf(networks);
  }

  get isEmpty(): boolean {
    return this.#hosts.length === 0 && this.folder === undefined;
  }

  /** Whether the operator lists the host of `url`. */
  allows({ protocol, hostname, port }: URL): boolean {
    return this.#hosts.some(
      host =>
        host.protocol === protocol &&
        host.port === port &&
        (host.withSubdomains ? hostname.endsWith(`.${host.name}`) : hostname === host.name),
    );
  }

  /** Whether a machine at `address` may be asked: a public one, or one in a network of the operator's choice. */
  allowsAddress(address: string): boolean {
    return isIP(address) !== 0 && (isPublic(address) || this.#networks.check(address, familyOf(address)));
  }
}

/** Whether the operator's settings can be read, or what is wrong with them. */
export const checkExternalDataSettings = ({
  hosts,
  networks = [],
}: ExternalDataSettings): Result<undefined, string> => {
  const host = hosts.find(text => !parseHost(text));
  if (host !== undefined)
    return fail(`external-data-hosts must be host names, as example.com or *.example.com, not '${host}'.`);
  const network = networks.find(text => !addNetwork(new BlockList(), text));
  return network === undefined
    ? ok(undefined)
    : fail(`external-data-networks must be networks, as 10.20.0.0/16, not '${network}'.`);
};
