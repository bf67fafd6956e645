import type { Clock } from '@vakt/contract/clock';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { TenantId } from '@vakt/contract/ids';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Principal } from '@vakt/contract/principal';
import type { ExplainedRefusal, RefusedToken } from '@vakt/contract/refusal';
import type { ApiFailure } from '../failure.ts';
import { failureReply, wireCode } from '../wire/error-reply.ts';
import { adviceOn } from './advice.ts';
import { explanationHeaders } from './explanation-headers.ts';

/** Where refusals are kept. */
export interface KeepsRefusals {
  note(tenantId: TenantId | undefined, explanation: ExplainedRefusal): void;
}

/** A call that failed. */
export interface FailedCall {
  readonly operation: Operation;
  readonly request: HttpRequest;
  readonly failure: ApiFailure;
  /** The correlation id. */
  readonly target: string;
  /** Who called, where a token of the authority says so. */
  readonly principal: Principal | undefined;
}

/** Callers may make paths as long as a header. */
const LONGEST_PATH = 500;

const tokenFacts = (principal: Principal): RefusedToken => {
  const { tenantId, appId, appDisplayName, objectId, audience, tokenId } = principal;
  const holder = { tenantId, appId, appDisplayName, objectId, audience, tokenId };
  if (principal.kind === 'application')
    return { ...holder, kind: 'application', permissions: principal.roles };
  const { scopes, userPrincipalName, directoryRoles } = principal;
  return { ...holder, kind: 'user', permissions: scopes, userPrincipalName, directoryRoles };
};

/** Words failures; refusals with what the caller can do about them, which is kept as well. */
export class FailureReplies {
  readonly #refusals: KeepsRefusals;
  readonly #clock: Clock;

  constructor(refusals: KeepsRefusals, clock: Clock) {
    this.#refusals = refusals;
    this.#clock = clock;
  }

  /** The reply to a call that failed. */
  reply({ operation, request, failure, target, principal }: FailedCall): HttpReply {
    const advice = adviceOn(failure);
    const time = new Date(this.#clock.now()).toISOString();
    const call = { operation, request, target, time };
    if (!advice) return failureReply(failure, call);
    const { status, message } = failure;
    const code = wireCode(operation, failure.code);
    this.#refusals.note(principal?.tenantId, {
      id: target,
      time,
      operation: operation.id,
      method: request.method,
      path: request.path.slice(0, LONGEST_PATH),
      remoteAddress: request.remoteAddress,
      status,
      code,
      message,
      ...advice,
      ...(principal && { token: tokenFacts(principal) }),
    });
    const headers = { ...failure.headers, ...explanationHeaders(advice, request.origin, target) };
    return failureReply({ ...failure, headers }, call);
  }
}
