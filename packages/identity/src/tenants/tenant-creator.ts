import type { HttpRequest } from '@vakt/contract/http';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Initiator } from '../audit/directory-change.ts';
import { type DirectoryRole, holdsAnyRole } from '../directory/role-templates.ts';
import type { TokenVerifier } from '../verify.ts';
import { isOperator } from './operator.ts';
import type { TenantFailure } from './tenant-failure.ts';

/** Who creates tenants besides the operator: nobody, or whoever administers one already. */
export const TENANT_CREATION = ['operator', 'administrators'] as const;
export type TenantCreation = (typeof TENANT_CREATION)[number];

/** What it takes to know who asks for a tenant. */
export interface CreatorServices {
  readonly verify: TokenVerifier;
  /** SHA-256 of the operator's token, hex. */
  readonly operatorTokenHash: string;
  readonly tenantCreation: TenantCreation;
}

/** Microsoft Entra's roles that create tenants. */
const CREATORS: readonly DirectoryRole[] = ['globalAdministrator', 'tenantCreator'];

/**
 * Any one is enough. An application that a user only let read must not make tenants in the user's name: Microsoft Graph has no
 * permission for it, so it takes one to administer the directory.
 */
const SCOPES: readonly string[] = ['Directory.ReadWrite.All', 'RoleManagement.ReadWrite.Directory'];

const { appId, identifierUris } = resourceApplications.MicrosoftGraph;
const graphAudiences: ReadonlySet<string> = new Set([appId, ...identifierUris]);

/** The operator, as the logs of tenants name him. */
export const OPERATOR: Initiator = { kind: 'app', displayName: 'Operator of the installation' };
const OPERATOR_TOKEN =
  'The token of the operator of this installation is in the file operator.token of the data directory';

const unauthorized = (message: string): Result<never, TenantFailure> =>
  fail({ status: 401, code: 'Unauthorized', message });

const forbidden = (message: string): Result<never, TenantFailure> =>
  fail({ status: 403, code: 'Forbidden', message: `${message} ${OPERATOR_TOKEN}.` });

/** The refusal of whoever is not the operator where nobody else may. */
export const NOT_THE_OPERATOR = `Only the operator of this installation may do this. ${OPERATOR_TOKEN}; send it as Bearer.`;

const readUser = async (
  { headers }: HttpRequest,
  verify: TokenVerifier,
): Promise<Result<Initiator, TenantFailure>> => {
  const verified = await verify(headers.authorization);
  if (!verified.ok)
    return unauthorized(
      `Tenants are created by a Global Administrator or Tenant Creator with a token for https://graph.microsoft.com, and by the operator. ${OPERATOR_TOKEN}. ${verified.error.message}`,
    );
  const principal = verified.value;
  if (!graphAudiences.has(principal.audience.toLowerCase().replace(/\/$/, '')))
    return unauthorized(
      `The token is for ${principal.audience}; ask for https://graph.microsoft.com/.default. ${OPERATOR_TOKEN}.`,
    );
  if (principal.kind !== 'user')
    return forbidden('Applications create no tenants: this takes a user’s token.');
  if (!principal.scopes.some(scope => SCOPES.includes(scope)))
    return forbidden(`The token needs the delegated permission ${SCOPES.join(' or ')}.`);
  if (!holdsAnyRole(principal.directoryRoles, CREATORS))
    return forbidden(
      'Tenants are created by users with the directory role Global Administrator or Tenant Creator.',
    );
  return ok({ kind: 'user', id: principal.objectId, userPrincipalName: principal.userPrincipalName });
};

/** Who asks for a tenant, as its log will name them; a failure when they may not have one. */
export const readCreator = async (
  request: HttpRequest,
  { verify, operatorTokenHash, tenantCreation }: CreatorServices,
): Promise<Result<Initiator, TenantFailure>> => {
  if (isOperator(request, operatorTokenHash)) return ok(OPERATOR);
  return tenantCreation === 'administrators' ? readUser(request, verify) : unauthorized(NOT_THE_OPERATOR);
};
