import type { ErrorCode } from './errors.ts';
import { fail, ok, type Result } from './result.ts';

/** What an indicator can be of (reference: defender-endpoint-core, section 7.2). */
export const indicatorTypes = [
  'FileSha1',
  'FileMd5',
  'CertificateThumbprint',
  'FileSha256',
  'IpAddress',
  'DomainName',
  'Url',
] as const;
export type IndicatorType = (typeof indicatorTypes)[number];

/** Why a value is none of its type. */
export interface IndicatorValueProblem {
  readonly code: Extract<
    ErrorCode,
    'InvalidHashValue' | 'InvalidIpAddress' | 'InvalidDomainName' | 'InvalidUrl'
  >;
  readonly message: string;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^[0-9a-f:.]*:[0-9a-f:.]*$/i;
const MAPPED_IPV4 = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;
/** Labels as they occur in practice: underscores, too. At least two of them. */
const HOST =
  /^(?=.{3,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)+$/;
/** What a domain name cannot have in it; the URL parser would take such text for more than a host. */
const NOT_IN_HOST = /[\s/\\:?#@%[\]*]/;
const LONGEST_URL = 2_048;

/** An IP address in its one canonical form; IPv4 in IPv6's clothes is IPv4. `undefined` when `text` is no address. */
export const canonicalAddress = (text: string): string | undefined => {
  if (IPV4.test(text)) return text;
  const host = IPV6.test(text) ? URL.parse(`http://[${text}]`)?.hostname.slice(1, -1) : undefined;
  const [, high, low] = (host && MAPPED_IPV4.exec(host)) ?? [];
  if (high === undefined || low === undefined) return host;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
};

const isHost = (host: string): boolean => HOST.test(host) && !IPV4.test(host);

/** A domain name in lower case and in ASCII, without a final dot. `undefined` when `text` is no domain name. */
export const canonicalDomain = (text: string): string | undefined => {
  const host = NOT_IN_HOST.test(text) ? undefined : URL.parse(`http://${text}`)?.hostname.replace(/\.$/, '');
  return host && isHost(host) ? host : undefined;
};

/** The parts of a URL by which it is compared. */
export interface ComparableUrl {
  /** A domain name or an address, in canonical form. */
  readonly host: string;
  /** Host, port, path: without the scheme, the usual ports, a final slash. */
  readonly place: string;
  /** The place with its query. */
  readonly whole: string;
}

const hostOf = ({ hostname }: URL): string | undefined => {
  const address = canonicalAddress(hostname.replace(/^\[|\]$/g, ''));
  if (address) return address;
  const name = hostname.replace(/\.$/, '');
  return isHost(name) ? name : undefined;
};

/** Reads a URL of the web, with or without its scheme. `undefined` when `text` is none. */
export const comparableUrl = (text: string): ComparableUrl | undefined => {
  if (text.length > LONGEST_URL || /\s/.test(text)) return undefined;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  const host = hostOf(url);
  if (!host) return undefined;
  const port = url.port === '' || url.port === '443' || url.port === '80' ? '' : `:${url.port}`;
  const place = `${host.includes(':') ? `[${host}]` : host}${port}${url.pathname.replace(/\/+$/, '')}`;
  return { host, place, whole: `${place}${url.search}` };
};

const hash =
  (digits: number) =>
  (value: string): string | undefined =>
    value.length === digits && /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : undefined;

interface TypeRule {
  readonly code: IndicatorValueProblem['code'];
  readonly name: string;
  readonly form: string;
  canonical(value: string): string | undefined;
}

const hashRule = (name: string, digits: number): TypeRule => ({
  code: 'InvalidHashValue',
  name,
  form: `${digits} hexadecimal digits`,
  canonical: hash(digits),
});

const RULES: Readonly<Record<IndicatorType, TypeRule>> = {
  FileMd5: hashRule('Hash value', 32),
  FileSha1: hashRule('Hash value', 40),
  FileSha256: hashRule('Hash value', 64),
  CertificateThumbprint: hashRule('Certificate thumbprint', 40),
  IpAddress: {
    code: 'InvalidIpAddress',
    name: 'IP address',
    form: 'one IPv4 or IPv6 address; ranges are not supported',
    canonical: canonicalAddress,
  },
  DomainName: {
    code: 'InvalidDomainName',
    name: 'Domain name',
    form: 'a domain name without a scheme, a path or a wildcard; it stands for its subdomains, too',
    canonical: canonicalDomain,
  },
  Url: {
    code: 'InvalidUrl',
    name: 'URL',
    form: 'an http or https URL with a host name or an address, without a user name',
    canonical: value => comparableUrl(value)?.whole,
  },
};

/** The form by which values of a type are compared, or what is wrong with this one. */
export const indicatorKey = (type: IndicatorType, value: string): Result<string, IndicatorValueProblem> => {
  const { code, name, form, canonical } = RULES[type];
  const key = canonical(value);
  return key === undefined
    ? fail({ code, message: `${name} ${value.slice(0, 200)} is invalid: it must be ${form}.` })
    : ok(key);
};
