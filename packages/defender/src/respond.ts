import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpHandler, HttpReply, HttpRequest } from '@vakt/contract/http';
import type { TenantId } from '@vakt/contract/ids';
import type { Operation } from '@vakt/contract/operations/operation';
import type { Plan } from '@vakt/contract/plan';
import type { Principal } from '@vakt/contract/principal';
import { fail, type Result } from '@vakt/contract/result';
import type { HuntingEngine } from '@vakt/hunting/engine';
import { DOCUMENTED_LIMITS, type HuntingDoors } from '@vakt/hunting/results/limits';
import { isUnavailable } from '@vakt/store/availability';
import type { Store } from '@vakt/store/store';
import type { Call, OperationHandler } from './call.ts';
import type { PackageLinks } from './downloads/package-links.ts';
import type { ResultLinks } from './downloads/result-links.ts';
import { type ApiFailure, apiFailure } from './failure.ts';
import type { LimitScale } from './gate/limit-scale.ts';
import { withOtherResource } from './gate/other-resource.ts';
import { RateLimiter } from './gate/rate-limit.ts';
import { RunningTime } from './gate/running-time.ts';
import { accessOf, visibleTo } from './gate/user-access.ts';
import { passGates, type Quotas } from './gates.ts';
import { FailureReplies, type KeepsRefusals } from './refusals/failure-replies.ts';
import { unauthorized, type VerificationFailure } from './unauthorized.ts';
import { failureReply } from './wire/error-reply.ts';
import { namedParams } from './wire/function-arguments.ts';
import { readRequestBody } from './wire/request-body.ts';

/** What the Defender APIs stand on. */
export interface DefenderParts {
  readonly store: Pick<Store, 'tenant' | 'scoped'>;
  readonly hunting: Pick<HuntingEngine, 'run' | 'explain' | 'checkFunction'>;
  /** What queries may take at each door; the documented limits when not given. */
  readonly huntingDoors?: HuntingDoors;
  readonly packageLinks: PackageLinks;
  readonly resultLinks: ResultLinks;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** What is made of the documented limits; they hold as they are when not given. */
  readonly limitScale?: LimitScale;
  /** Keeps refused calls for those who ask why. */
  readonly refusals: KeepsRefusals;
  /** Who calls, from the request's bearer token. */
  readonly verify: (request: HttpRequest) => Promise<Result<Principal, VerificationFailure>>;
  /** What a tenant is licensed for; `undefined` when there is no such tenant any more. */
  readonly planOf: (tenantId: TenantId) => Promise<Plan | undefined>;
  readonly log: {
    error(message: string, fields: Readonly<Record<string, unknown>>): void;
  };
}

/** A call that failed, and who made it where that is known. */
interface Refused {
  readonly failure: ApiFailure;
  readonly principal: Principal | undefined;
}

type Outcome = Result<HttpReply, Refused>;

const UNAVAILABLE = apiFailure('ServiceUnavailable', 'Storage is away for the moment. Try again.', {
  'retry-after': '2',
});

const NO_TENANT: VerificationFailure = {
  status: 401,
  code: 'Unauthorized',
  message: 'The access token’s tenant does not exist any more.',
  fault: 'no-tenant',
};

/** What a handler may know of the request; where the path is a function's, its arguments stand in place of their text. */
const askedOf = ({ path: pattern }: Operation, request: HttpRequest): Call['request'] => {
  const params = namedParams(pattern, request.params);
  if (params === request.params) return request;
  // By name: a request makes its query and its signal only when somebody asks.
  const { origin, path, query, signal } = request;
  return { origin, path, query, signal, params };
};

/** The way of a call: who calls, may he, what does he say, do it. */
const answer = async (
  parts: DefenderParts,
  quotas: Quotas,
  { operation, handle }: { operation: Operation; handle: OperationHandler },
  request: HttpRequest,
): Promise<Outcome> => {
  const verified = await parts.verify(request);
  if (!verified.ok)
    return fail({
      failure: unauthorized(verified.error, request.origin),
      principal: verified.error.principal,
    });
  const { tenantId } = verified.value;
  const plan = await parts.planOf(tenantId);
  if (!plan) return fail({ failure: unauthorized(NO_TENANT, request.origin), principal: verified.value });
  const { clock, entropy, packageLinks, resultLinks, store, huntingDoors = DOCUMENTED_LIMITS } = parts;
  const db = store.tenant(tenantId);
  const principal = await withOtherResource(db, operation, verified.value);
  const refuse = (failure: ApiFailure): Outcome => fail({ failure, principal });
  const access = await accessOf(db, principal);
  const refusal = await passGates({ operation, principal, plan, access, origin: request.origin, db }, quotas);
  if (refusal) return refuse(refusal);
  const body = await readRequestBody(operation, request);
  if (!body.ok) return refuse(body.error);
  const asked = askedOf(operation, request);
  const call: Call = {
    operation,
    principal,
    access,
    ...visibleTo(access, principal.tenantId, parts),
    request: asked,
    body: body.value,
    huntingDoors,
    clock,
    entropy,
    packageLinks,
    resultLinks,
  };
  const outcome = await quotas.runningTime.measure(db, operation, () => handle(call));
  return outcome.ok ? outcome : refuse(outcome.error);
};

/** Storage that is away is a 503; any other surprise is a 500 whose cause only the log knows. */
const surprise = (parts: DefenderParts, operation: Operation, target: string, error: unknown): ApiFailure => {
  parts.log.error('request failed', { operation: operation.id, target, error });
  return isUnavailable(error)
    ? UNAVAILABLE
    : apiFailure(
        'InternalServerError',
        'An internal error occurred. The server’s log names it by this target.',
      );
};

/** Answers requests for an operation with what its handler says: every call's whole way, every failure in words. */
export type Responder = (operation: Operation, handle: OperationHandler) => HttpHandler;

/** Makes the responder of all operations: they share what is counted. */
export const createResponder = (parts: DefenderParts): Responder => {
  const { clock, entropy, limitScale, refusals } = parts;
  const quotas: Quotas = {
    calls: new RateLimiter(clock, limitScale),
    runningTime: new RunningTime(clock, limitScale),
  };
  const failures = new FailureReplies(refusals, clock);
  return (operation, handle) => async request => {
    const target = entropy.uuid();
    try {
      const outcome = await answer(parts, quotas, { operation, handle }, request);
      return outcome.ok ? outcome.value : failures.reply({ operation, request, target, ...outcome.error });
    } catch (error) {
      const time = new Date(clock.now()).toISOString();
      return failureReply(surprise(parts, operation, target, error), { operation, request, target, time });
    }
  };
};
