import type { TokenCredential } from '@vakt/client/credentials/token-credential';
import { AuthorityError } from '@vakt/client/errors';
import type { Customer } from '../../directory/objects.ts';
import { readClaims } from '../token/claims.ts';

/** What the application asks of one resource for itself. */
export interface WantedRoles {
  readonly resource: string;
  /** What a token for the resource is asked for with. */
  readonly scope: string;
  readonly roles: readonly string[];
}

/**
 * Where a customer stands: `drifted` means that what the customer granted is not what the application asks for now,
 * `failed` that no token could be tried.
 */
export type Standing = 'granted' | 'drifted' | 'not consented' | 'disabled' | 'failed';

/** What a customer has consented to, as tokens tell it. */
export interface CheckedConsent {
  readonly standing: Standing;
  readonly granted: readonly string[];
  /** Asked for now, and not in the tokens. */
  readonly missing: readonly string[];
  /** In the tokens, and not asked for any more. */
  readonly extra: readonly string[];
  /** Why there was no token. */
  readonly message?: string;
}

/** Refusals that tell of the customer's tenant (reference: identity, sections 2.3 and 6.4). */
const STANDINGS: Readonly<Record<number, Standing>> = { 700016: 'not consented', 7000112: 'disabled' };

/** Refusals of the application's own proof: no customer's fault, and the same for all of them. */
const OWN_FAULTS: ReadonlySet<number> = new Set([7000215, 7000216, 7000218, 7000222, 700025, 700027]);

const firstSentence = ({ message }: Error): string => message.split(/\s+Trace ID:/)[0] ?? message;

const rolesIn = (token: string): readonly string[] => {
  const roles = readClaims(token)?.['roles'];
  return Array.isArray(roles) ? roles.map(String) : [];
};

const readRoles = async (
  credential: TokenCredential,
  tenantId: string,
  { scope }: WantedRoles,
): Promise<readonly string[]> => {
  const token = await credential.getToken(scope, { tenantId });
  return rolesIn(token?.token ?? '');
};

const refused = (error: unknown, wanted: readonly WantedRoles[]): CheckedConsent => {
  if (!(error instanceof AuthorityError) || OWN_FAULTS.has(error.errorCode ?? 0)) throw error;
  return {
    standing: STANDINGS[error.errorCode ?? 0] ?? 'failed',
    granted: [],
    missing: wanted.flatMap(({ resource, roles }) => roles.map(role => `${resource}/${role}`)),
    extra: [],
    message: firstSentence(error),
  };
};

/**
 * Finds out what a customer consented to, by the only means that there is from outside: a token in the customer's tenant
 * for each resource that the application asks for, and the roles in it.
 *
 * @throws AuthorityError when the application itself proves nothing; whatever keeps the authority from answering
 */
export const checkConsent = async (
  credential: TokenCredential,
  { tenantId }: Customer,
  wanted: readonly WantedRoles[],
): Promise<CheckedConsent> => {
  const granted: string[] = [];
  const missing: string[] = [];
  const extra: string[] = [];
  try {
    for (const want of wanted) {
      const held = await readRoles(credential, tenantId, want);
      const named = (roles: readonly string[]): string[] => roles.map(role => `${want.resource}/${role}`);
      granted.push(...named(held));
      missing.push(...named(want.roles.filter(role => !held.includes(role))));
      extra.push(...named(held.filter(role => !want.roles.includes(role))));
    }
  } catch (error) {
    return refused(error, wanted);
  }
  const hasDrifted = missing.length > 0 || extra.length > 0;
  return { standing: hasDrifted ? 'drifted' : 'granted', granted, missing, extra };
};
