/** The five steps to an answer, in order. A refusal names the one to go back to. */
export const steps = ['register', 'permit', 'prove', 'token', 'call'] as const;
export type Step = (typeof steps)[number];

/** Whether `text` names a step. */
export const isStep = (text: string | undefined): text is Step => steps.some(step => step === text);

/** What is wrong with a bearer token. `foreign`: another authority signed it, or somebody changed it. */
export type TokenFault =
  | 'missing'
  | 'malformed'
  | 'foreign'
  | 'expired'
  | 'early'
  | 'other-kind'
  | 'revoked'
  | 'no-tenant';

/** What a refused caller is told besides the service's own words. */
export interface Advice {
  /** The step at fault. */
  readonly step: Step;
  /** What is missing, in a few words. */
  readonly missing?: string;
  /** What to do, a sentence each. */
  readonly remedies: readonly string[];
  /** The same as commands, in their order. */
  readonly commands?: readonly string[];
  /** The page of the portal that helps, a path from the origin. */
  readonly page?: string;
}

/** What a refused token says of its holder; the token itself and its signature are kept nowhere. */
export interface RefusedToken {
  readonly kind: 'application' | 'user';
  readonly tenantId: string;
  readonly appId: string;
  readonly appDisplayName: string;
  readonly objectId: string;
  readonly userPrincipalName?: string;
  readonly audience: string;
  /** `roles` of an application, `scp` of a user. */
  readonly permissions: readonly string[];
  /** Template ids of the user's directory roles (`wids`). */
  readonly directoryRoles?: readonly string[];
  /** The token's `uti`, by which the sign-in log knows it. */
  readonly tokenId: string;
}

/** A refusal in full, as it is kept for a while under its correlation id and shown by `vakt explain`. */
export interface ExplainedRefusal extends Advice {
  /** The correlation id: `error.target` of the reply. */
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly operation: string;
  readonly method: string;
  /** Without the query, which may hold what is nobody else's business. */
  readonly path: string;
  readonly remoteAddress: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Absent when no token that this authority signed was sent. */
  readonly token?: RefusedToken;
}

/** Where a refusal is read: `GET <path>/{id}`. */
export const REFUSALS_PATH = '/vakt/v1/refusals';

/** The header with the advice, a dictionary of structured fields (RFC 9651). */
export const EXPLANATION_HEADER = 'vakt-explanation';
