import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import { isGuid } from '@vakt/contract/ids';
import type { Principal } from '@vakt/contract/principal';
import { type ExplainedRefusal, REFUSALS_PATH } from '@vakt/contract/refusal';
import { fail, ok, type Result } from '@vakt/contract/result';
import { READING_ROLES } from '@vakt/contract/user-roles';
import { findRefusal } from '@vakt/store/refusals';
import type { Store } from '@vakt/store/store';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { unauthorized, type VerificationFailure } from '../unauthorized.ts';
import { errorReply } from '../wire/error-reply.ts';
import { REFUSALS_KEPT_MS } from './refusal-log.ts';

/** What reading refusals stands on. */
export interface RefusalRoutesParts {
  readonly store: Pick<Store, 'tenant' | 'authority'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly verify: (request: HttpRequest) => Promise<Result<Principal, VerificationFailure>>;
  /** Whether the request is the installation's operator's, who reads the refusals of all tenants and of none. */
  readonly isOperator: (request: HttpRequest) => boolean;
}

/** Whoever was refused may know why, and so may those who read the tenant's security data. */
const mayRead = (caller: Principal, { token }: ExplainedRefusal): boolean =>
  (caller.kind === 'application' && caller.appId === token?.appId) ||
  caller.objectId === token?.objectId ||
  (caller.kind === 'user' && caller.directoryRoles.some(role => READING_ROLES[role] !== undefined));

const NOT_YOURS = apiFailure(
  'Forbidden',
  `This refusal is another caller's. The caller itself may read it, or a user with one of the roles: ${Object.values(READING_ROLES).join(', ')}.`,
);

const read = async (
  { store, clock, verify, isOperator }: RefusalRoutesParts,
  request: HttpRequest,
): Promise<Result<ExplainedRefusal, ApiFailure>> => {
  const { id = '' } = request.params;
  const since = new Date(clock.now() - REFUSALS_KEPT_MS);
  const missing = fail(notFound('Refusal', id));
  if (isOperator(request)) {
    const found = isGuid(id) ? await findRefusal(store.authority, id, since) : undefined;
    return found ? ok(found) : missing;
  }
  const caller = await verify(request);
  if (!caller.ok) return fail(unauthorized(caller.error, request.origin));
  if (!isGuid(id)) return missing;
  const found = await findRefusal(store.tenant(caller.value.tenantId), id, since);
  if (!found) return missing;
  return mayRead(caller.value, found) ? ok(found) : fail(NOT_YOURS);
};

/** Refused calls in full, by correlation id: with a token of any resource, or the operator's. */
export const refusalRoutes = (parts: RefusalRoutesParts): Route[] => [
  {
    method: 'GET',
    path: `${REFUSALS_PATH}/{id}`,
    handle: async (request): Promise<HttpReply> => {
      const found = await read(parts, request);
      return found.ok
        ? { status: 200, headers: { 'cache-control': 'no-store' }, body: found.value }
        : errorReply(found.error, parts.entropy.uuid());
    },
  },
];
