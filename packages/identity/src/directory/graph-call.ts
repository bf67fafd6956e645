import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpHandler, HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Database } from '@vakt/store/database';
import type { Store } from '@vakt/store/store';
import type { Kysely } from 'kysely';
import type { AuditLog } from '../audit/audit-log.ts';
import { type AuditedOperation, recordChange } from '../audit/audited-operation.ts';
import type { TokenVerifier } from '../verify.ts';
import { type Access, checkPermission, checkRole } from './access.ts';
import { badRequest, type GraphFailure, graphErrorReply } from './graph-error.ts';

export interface DirectoryServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly audit: AuditLog;
  readonly verify: TokenVerifier;
}

/** A call that may be made, bound to the caller's tenant. */
export interface GraphCall {
  readonly request: HttpRequest;
  readonly principal: Principal;
  /** Sees the caller's tenant only. */
  readonly db: Kysely<Database>;
  readonly services: DirectoryServices;
  /** The parsed JSON body; an empty object when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The `@odata.context` of a reply: `…/v1.0/$metadata#<what>`. */
  context(what: string): string;
}

interface OperationBase {
  /** Below `/v1.0`, for example `/applications/{id}`. */
  readonly path: string;
  readonly access: Access;
  readonly handle: (call: GraphCall) => Promise<Result<HttpReply, GraphFailure>>;
}

/** An operation; one that changes something says what the log is to say of it. */
export type GraphOperation = OperationBase &
  (
    | { readonly method: 'GET'; readonly audit?: never }
    | { readonly method: Exclude<Route['method'], 'GET'>; readonly audit: AuditedOperation }
  );

const graph = resourceApplications.MicrosoftGraph;
const graphAudiences: ReadonlySet<string> = new Set([graph.appId, ...graph.identifierUris]);

const checkAudience = ({ audience }: Principal): GraphFailure | undefined =>
  graphAudiences.has(audience.toLowerCase().replace(/\/$/, ''))
    ? undefined
    : {
        status: 401,
        code: 'InvalidAuthenticationToken',
        message: `Access token validation failure. Invalid audience: the token is for ${audience}; ask for https://graph.microsoft.com/.default.`,
      };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parseBody = (body: Uint8Array): Result<Record<string, unknown>, GraphFailure> => {
  if (body.length === 0) return ok({});
  try {
    const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return isRecord(parsed) ? ok(parsed) : fail(badRequest('The body must be a JSON object.'));
  } catch {
    return fail(
      badRequest(
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      ),
    );
  }
};

/** Permission, body and role in this order, then the handler. */
const decide = async (
  { access, handle }: GraphOperation,
  call: GraphCall,
  body: Result<unknown, GraphFailure>,
): Promise<Result<HttpReply, GraphFailure>> => {
  const refused = checkPermission(call.principal, access);
  if (refused) return fail(refused);
  if (!body.ok) return body;
  const denial = await checkRole(call, access);
  return denial ? fail(denial) : handle(call);
};

const run = async (
  operation: GraphOperation,
  request: HttpRequest,
  services: DirectoryServices,
  version: string,
): Promise<Result<HttpReply, GraphFailure>> => {
  const verified = await services.verify(request.headers.authorization);
  if (!verified.ok)
    return fail({ status: 401, code: 'InvalidAuthenticationToken', message: verified.error.message });
  const principal = verified.value;
  const refused = checkAudience(principal);
  if (refused) return fail(refused);
  const body = parseBody(request.body);
  const call: GraphCall = {
    request,
    principal,
    db: services.store.tenant(principal.tenantId),
    services,
    body: body.ok ? body.value : {},
    context: what => `${request.origin}/${version}/$metadata#${what}`,
  };
  const work = () => decide(operation, call, body);
  return operation.audit ? recordChange(operation.audit, call, work) : work();
};

const toHandler =
  (operation: GraphOperation, services: DirectoryServices, version: string): HttpHandler =>
  async request => {
    const result = await run(operation, request, services, version);
    return result.ok
      ? result.value
      : graphErrorReply(result.error, request.headers['client-request-id'], services.clock, services.entropy);
  };

/** Serves operations under `root`: token, audience, permission and role are checked before the handler. */
export const routesUnder = (
  root: string,
  operations: readonly GraphOperation[],
  services: DirectoryServices,
): Route[] =>
  operations.map(operation => ({
    method: operation.method,
    path: `/${root}${operation.path}`,
    handle: toHandler(operation, services, root),
  }));

/** Serves operations under `/v1.0` and `/beta`. */
export const graphRoutes = (operations: readonly GraphOperation[], services: DirectoryServices): Route[] =>
  ['v1.0', 'beta'].flatMap(version => routesUnder(version, operations, services));
