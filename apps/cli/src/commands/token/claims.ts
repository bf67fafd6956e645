import { isRecord } from '@vakt/client/json';
import { resourceApplications } from '@vakt/contract/resources';

export type Claims = Readonly<Record<string, unknown>>;

/** A claim with what it means in this token. */
export interface ClaimFact {
  readonly claim: string;
  readonly value: unknown;
  readonly meaning: string;
}

/** The claims of a token; `undefined` when the text is none. Nothing is verified. */
export const readClaims = (token: string): Claims | undefined => {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
    return isRecord(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
};

const timeOf = (value: unknown): string => new Date(Number(value) * 1000).toISOString();

const minutesBetween = (fromMs: number, value: unknown): number =>
  Math.round((Number(value) * 1000 - fromMs) / 60_000);

const audienceMeaning = (value: unknown): string => {
  const wanted = String(value).replace(/\/$/, '').toLowerCase();
  const resource = Object.values(resourceApplications).find(
    ({ appId, identifierUris }) =>
      appId === wanted || identifierUris.some(uri => uri.toLowerCase() === wanted),
  );
  return resource
    ? `the resource it is for: ${resource.displayName}`
    : 'for a resource that Vakt and Defender do not know';
};

const expiryMeaning = (value: unknown, now: number): string => {
  const minutes = minutesBetween(now, value);
  return minutes > 0 ? `${timeOf(value)}, in ${minutes} min` : `${timeOf(value)}: EXPIRED`;
};

type Meaning = (value: unknown, now: number) => string;

/** In the order of interest (reference: identity, section 3.2). */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  aud: audienceMeaning,
  roles: () => 'application permissions, consented by an administrator',
  scp: () => 'delegated permissions, on behalf of the user',
  appid: () => 'the application (client id) that asked for the token',
  app_displayname: () => "the application's name",
  upn: () => 'the signed-in user',
  unique_name: () => 'the signed-in user, for display',
  wids: () => 'directory roles of the user, by template id',
  tid: () => 'the tenant whose data it opens',
  oid: () => "the service principal's or the user's object id in the tenant",
  idp: () => 'who vouched for the identity',
  appidacr: value =>
    ({ '0': 'public client, nothing was proved', '1': 'proved by a secret', '2': 'proved by a certificate' })[
      String(value)
    ] ?? 'how the application proved itself',
  iss: () => 'the authority that issued it',
  iat: value => `issued ${timeOf(value)}`,
  nbf: value => `not good before ${timeOf(value)}`,
  exp: expiryMeaning,
  ver: () => 'version of the token; Defender takes 1.0',
  sub: () => 'the subject, for this application alone',
  uti: () => "the token's own id",
  idtyp: value => (value === 'app' ? 'an application in its own name' : 'a user through an application'),
  amr: () => 'how the user signed in',
  name: () => "the user's name",
  ipaddr: () => 'where the user signed in from',
  tenant_region_scope: () => "the tenant's region",
  aio: () => "the authority's own",
  rh: () => "the authority's own",
};

const order = Object.keys(MEANINGS);

const rank = (claim: string): number => {
  const index = order.indexOf(claim);
  return index === -1 ? order.length : index;
};

const adviceFor = (claims: Claims, now: number): string[] => {
  const isUser = typeof claims['scp'] === 'string' || typeof claims['upn'] === 'string';
  const advice: string[] = [];
  if (!isUser && !Array.isArray(claims['roles']))
    advice.push(
      "The token has no 'roles': no permission was consented for this application and resource. Every call will answer 403.",
      `Mend it: vakt app permission add --app ${String(claims['appid'] ?? 'CLIENT_ID')} PERMISSION, then vakt app consent --app ${String(claims['appid'] ?? 'CLIENT_ID')}, then get a new token.`,
    );
  if (Number(claims['exp']) * 1000 <= now) advice.push('It has expired: get a new one.');
  return advice;
};

/** Explains the claims one by one, the interesting ones first, and what is wrong with them. */
export const explainClaims = (
  claims: Claims,
  now: number,
): { readonly facts: readonly ClaimFact[]; readonly advice: readonly string[] } => {
  const names = Object.keys(claims).toSorted((left, right) => rank(left) - rank(right));
  const facts = names.map(claim => ({
    claim,
    value: claims[claim],
    meaning: MEANINGS[claim]?.(claims[claim], now) ?? '',
  }));
  return { facts, advice: adviceFor(claims, now) };
};
