import { CLOCK_TOLERANCE_SECONDS, LONGEST_TOKEN, readPrincipal } from '@vakt/contract/access-token';
import { defaultScopeOf, isAudienceOf } from '@vakt/contract/audience';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';
import type { Principal } from '@vakt/contract/principal';
import { rolesThatAllow } from '@vakt/contract/user-roles';
import type { SignedToken } from './read-token.ts';
import type { Signature } from './signature.ts';

/** A reason for which a call is refused. */
export type Obstacle =
  | { readonly kind: 'too-long' }
  | { readonly kind: 'signature'; readonly signature: Exclude<Signature, 'good'> }
  | { readonly kind: 'no-times' }
  /** Times in milliseconds since 1970. */
  | { readonly kind: 'expired'; readonly at: number }
  | { readonly kind: 'not-yet'; readonly at: number }
  /** An id token, or an access token for an API of somebody's own. */
  | { readonly kind: 'not-an-access-token' }
  | { readonly kind: 'issuer'; readonly issuer: string; readonly expected: string }
  | { readonly kind: 'audience'; readonly audience: string; readonly scope: string }
  | {
      readonly kind: 'application-permission' | 'delegated-permission';
      readonly anyOf: readonly string[];
      readonly held: readonly string[];
    }
  | { readonly kind: 'user-role'; readonly anyOf: readonly string[] }
  | { readonly kind: 'plan'; readonly plan: Plan; readonly anyOf: readonly Plan[] };

export interface Circumstances {
  readonly signature: Signature;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The plan of the token's tenant, where the person may know it. */
  readonly plan: Plan | undefined;
}

const tokenObstacles = ({ text }: SignedToken, signature: Signature): Obstacle[] => [
  ...(text.length > LONGEST_TOKEN ? [{ kind: 'too-long' } as const] : []),
  ...(signature === 'good' ? [] : [{ kind: 'signature', signature } as const]),
];

const timeObstacles = ({ claims }: SignedToken, now: number): Obstacle[] => {
  const { exp, nbf } = claims;
  if (typeof exp !== 'number' || typeof nbf !== 'number') return [{ kind: 'no-times' }];
  const tolerance = CLOCK_TOLERANCE_SECONDS * 1_000;
  if (now >= exp * 1_000 + tolerance) return [{ kind: 'expired', at: exp * 1_000 }];
  return now + tolerance < nbf * 1_000 ? [{ kind: 'not-yet', at: nbf * 1_000 }] : [];
};

/** The issuer of version 1.0 tokens of a tenant (reference: identity, section 3.2). */
const issuerOf = (tenantId: string): string => `https://sts.windows.net/${tenantId}/`;

const issuerObstacles = (issuer: unknown, { tenantId }: Principal): Obstacle[] =>
  issuer === issuerOf(tenantId)
    ? []
    : [{ kind: 'issuer', issuer: String(issuer), expected: issuerOf(tenantId) }];

const audienceObstacles = ({ audience }: Principal, { audiences, permissions }: Operation): Obstacle[] =>
  audiences.some(name => isAudienceOf(audience, name))
    ? []
    : [{ kind: 'audience', audience, scope: defaultScopeOf(permissions.resource) }];

const holdsAny = (held: readonly string[], anyOf: readonly string[]): boolean =>
  anyOf.some(permission => held.includes(permission));

const permissionObstacles = (principal: Principal, operation: Operation): Obstacle[] => {
  const { application, delegated } = operation.permissions;
  if (principal.kind === 'application')
    return holdsAny(principal.roles, application)
      ? []
      : [{ kind: 'application-permission', anyOf: application, held: principal.roles }];
  const roles = rolesThatAllow(operation);
  return [
    ...(holdsAny(principal.scopes, delegated)
      ? []
      : [{ kind: 'delegated-permission', anyOf: delegated, held: principal.scopes } as const]),
    ...(principal.directoryRoles.some(role => Object.hasOwn(roles, role))
      ? []
      : [{ kind: 'user-role', anyOf: Object.values(roles) } as const]),
  ];
};

const planObstacles = (plan: Plan | undefined, { licences }: Operation): Obstacle[] =>
  plan === undefined || licences.includes(plan) ? [] : [{ kind: 'plan', plan, anyOf: licences }];

/**
 * Judges whether a token may call an operation, by the same rules and in the same order as the server: its first refusal is
 * the first obstacle. None: the call passes every gate that a token can be judged by.
 */
export const judge = (
  token: SignedToken,
  operation: Operation,
  { signature, now, plan }: Circumstances,
): readonly Obstacle[] => {
  const ofToken = [...tokenObstacles(token, signature), ...timeObstacles(token, now)];
  const principal = readPrincipal(token.claims);
  if (!principal) return [...ofToken, { kind: 'not-an-access-token' }];
  return [
    ...ofToken,
    ...issuerObstacles(token.claims['iss'], principal),
    ...audienceObstacles(principal, operation),
    ...permissionObstacles(principal, operation),
    ...planObstacles(plan, operation),
  ];
};

const REFUSED_PERMISSION: ReadonlySet<Obstacle['kind']> = new Set([
  'audience',
  'application-permission',
  'delegated-permission',
  'user-role',
  'plan',
]);

/** The status that an operation answers with on account of an obstacle: to Graph, a token for another API is none. */
export const statusOf = ({ kind }: Obstacle, { door }: Pick<Operation, 'door'>): 401 | 403 => {
  if (kind === 'audience' && door === 'graph') return 401;
  return REFUSED_PERMISSION.has(kind) ? 403 : 401;
};
