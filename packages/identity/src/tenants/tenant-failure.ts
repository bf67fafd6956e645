import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply } from '@vakt/contract/http';
import { fail, type Result } from '@vakt/contract/result';

/** Why a call about tenants of the installation is refused. */
export interface TenantFailure {
  readonly status: 400 | 401 | 403 | 404 | 409;
  readonly code: string;
  readonly message: string;
}

/** The failure of a body that says no tenant. */
export const invalid = (message: string): Result<never, TenantFailure> =>
  fail({ status: 400, code: 'InvalidRequestBody', message });

/** A failure in the error envelope of the services. */
export const tenantFailureReply = (
  { status, code, message }: TenantFailure,
  entropy: Entropy,
): HttpReply => ({
  status,
  ...(status === 401 && { headers: { 'www-authenticate': 'Bearer' } }),
  body: { error: { code, message, target: entropy.uuid() } },
});
