import type { Plan } from '@vakt/contract/plan';
import { Problem, readProblem } from './problem.ts';

/** What is asked of a new tenant (`POST /vakt/v1/tenants`). */
export interface NewTenant {
  readonly displayName: string;
  readonly domain: string;
  readonly plan: Plan;
  readonly administrator: { readonly localPart: string; readonly displayName: string };
}

/** A tenant just made; its administrator's password is told this once. */
export interface CreatedTenant {
  readonly tenantId: string;
  readonly displayName: string;
  readonly domain: string;
  readonly administrator: {
    readonly id: string;
    readonly userPrincipalName: string;
    readonly password: string;
  };
}

export const TENANTS_PATH = '/vakt/v1/tenants';

/**
 * Creates a tenant with the operator's token in place of a sign-in.
 *
 * @throws Problem
 */
export const createTenantAsOperator = async (
  operatorToken: string,
  tenant: NewTenant,
): Promise<CreatedTenant> => {
  const response = await fetch(TENANTS_PATH, {
    method: 'POST',
    credentials: 'omit',
    headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(tenant),
  }).catch(() => undefined);
  if (!response) throw new Problem('unreachable', '');
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as CreatedTenant;
};
