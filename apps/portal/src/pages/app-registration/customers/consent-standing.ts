/** What an application asks of one API for itself. */
export interface WantedRoles {
  /** The API's name. */
  readonly api: string;
  /** What a token for it is asked for with. */
  readonly scope: string;
  readonly roles: readonly string[];
}

/** What the authority answered to the request for a token in a customer's tenant. */
export type TokenAnswer =
  | { readonly kind: 'issued'; readonly roles: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** The number of AADSTS. */
      readonly errorCode: number | undefined;
      readonly message: string;
    };

/** Where a customer stands. */
export type Standing =
  /** Every role that the application asks for is in the tokens, and no other. */
  | 'consented'
  /** What was granted is not what the application asks for now. */
  | 'drifted'
  /** The application is not in the customer's tenant. */
  | 'not-consented'
  /** The customer has switched the application off. */
  | 'disabled'
  | 'unknown-tenant'
  | 'throttled'
  /** No token could be tried: the refusal says why. */
  | 'failed';

/** A customer's consent as tokens tell it: roles are written `WindowsDefenderATP/Alert.Read.All`. */
export interface Consent {
  readonly standing: Standing;
  readonly granted: readonly string[];
  /** Asked for now, and not in the tokens. */
  readonly missing: readonly string[];
  /** In the tokens, and not asked for any more. */
  readonly extra: readonly string[];
  readonly refusal?: { readonly errorCode: number | undefined; readonly message: string };
}

/** Refusals that tell of the customer's tenant (reference: identity, sections 2.3 and 6.4). */
const STANDINGS: Readonly<Record<number, Standing>> = {
  700016: 'not-consented',
  7000112: 'disabled',
  90002: 'unknown-tenant',
  900023: 'unknown-tenant',
};

const standingOf = ({ status, errorCode }: TokenAnswer & { kind: 'refused' }): Standing =>
  status === 429 ? 'throttled' : (STANDINGS[errorCode ?? 0] ?? 'failed');

/**
 * Says where a customer stands, by the answers for each API that the application asks permissions of.
 *
 * @param answers in the order of `wanted`; a refusal ends them.
 */
export const judgeConsent = (wanted: readonly WantedRoles[], answers: readonly TokenAnswer[]): Consent => {
  const refused = answers.find(answer => answer.kind === 'refused');
  if (refused) {
    const { errorCode, message } = refused;
    return {
      standing: standingOf(refused),
      granted: [],
      missing: [],
      extra: [],
      refusal: { errorCode, message },
    };
  }
  const compared = wanted.map(({ api, roles }, at) => {
    const answer = answers[at];
    const held = answer?.kind === 'issued' ? answer.roles : [];
    const named = (names: readonly string[]): string[] => names.map(name => `${api}/${name}`);
    return {
      granted: named(held),
      missing: named(roles.filter(role => !held.includes(role))),
      extra: named(held.filter(role => !roles.includes(role))),
    };
  });
  const granted = compared.flatMap(part => part.granted);
  const missing = compared.flatMap(part => part.missing);
  const extra = compared.flatMap(part => part.extra);
  const hasDrifted = missing.length > 0 || extra.length > 0;
  return { standing: hasDrifted ? 'drifted' : 'consented', granted, missing, extra };
};

/** Whether the customer's own consent mends it. */
export const isMendable = ({ standing, missing }: Consent): boolean =>
  standing === 'not-consented' || (standing === 'drifted' && missing.length > 0);
