import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpHandler, HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Database } from '@vakt/store/database';
import type { Store } from '@vakt/store/store';
import type { Kysely } from 'kysely';
import type { TokenVerifier } from '../verify.ts';
import { badRequest, type GraphFailure, graphErrorReply } from './graph-error.ts';
import { type DirectoryRole, holdsAnyRole } from './role-templates.ts';

export interface DirectoryServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly entropy: Entropy;
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

/** Who may make a call: any of the permissions, and for a user one of the roles besides. */
export interface Access {
  /** Application permissions, in `roles`. */
  readonly application: readonly string[];
  /** Delegated permissions, in `scp`. */
  readonly delegated: readonly string[];
  /** Directory roles, one of which the user must have; not given: any member may. */
  readonly roles?: readonly DirectoryRole[];
}

/** Who may read applications and service principals. */
export const READ_APPLICATIONS: Access = {
  application: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'],
  delegated: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'],
};

/** Who may register and change applications and service principals. */
export const WRITE_APPLICATIONS: Access = {
  application: ['Application.ReadWrite.All'],
  delegated: ['Application.ReadWrite.All'],
  roles: ['globalAdministrator', 'applicationAdministrator', 'cloudApplicationAdministrator'],
};

export interface GraphOperation {
  readonly method: Route['method'];
  /** Below `/v1.0`, for example `/applications/{id}`. */
  readonly path: string;
  readonly access: Access;
  readonly handle: (call: GraphCall) => Promise<Result<HttpReply, GraphFailure>>;
}

const denied = (message: string): GraphFailure => ({
  status: 403,
  code: 'Authorization_RequestDenied',
  message,
});

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

const checkAccess = (principal: Principal, access: Access): GraphFailure | undefined => {
  const held = new Set(
    (principal.kind === 'application' ? principal.roles : principal.scopes).map(name => name.toLowerCase()),
  );
  const wanted = principal.kind === 'application' ? access.application : access.delegated;
  if (!wanted.some(name => held.has(name.toLowerCase())))
    return denied(
      `Insufficient privileges to complete the operation. It needs ${principal.kind === 'application' ? 'the application permission' : 'the delegated permission'} ${wanted.join(' or ')}.`,
    );
  if (principal.kind === 'user' && access.roles && !holdsAnyRole(principal.directoryRoles, access.roles))
    return denied(
      'Insufficient privileges to complete the operation. The user’s directory role does not allow it; a Global Administrator can do it.',
    );
  return undefined;
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
  const refused = checkAudience(principal) ?? checkAccess(principal, operation.access);
  if (refused) return fail(refused);
  const body = parseBody(request.body);
  if (!body.ok) return body;
  return operation.handle({
    request,
    principal,
    db: services.store.tenant(principal.tenantId),
    services,
    body: body.value,
    context: what => `${request.origin}/${version}/$metadata#${what}`,
  });
};

const toHandler =
  (operation: GraphOperation, services: DirectoryServices, version: string): HttpHandler =>
  async request => {
    const result = await run(operation, request, services, version);
    return result.ok
      ? result.value
      : graphErrorReply(result.error, request.headers['client-request-id'], services.clock, services.entropy);
  };

/** Serves operations under `/v1.0` and `/beta`: token, audience, permission and role are checked before the handler. */
export const graphRoutes = (operations: readonly GraphOperation[], services: DirectoryServices): Route[] =>
  ['v1.0', 'beta'].flatMap(version =>
    operations.map(operation => ({
      method: operation.method,
      path: `/${version}${operation.path}`,
      handle: toHandler(operation, services, version),
    })),
  );
