import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import { resourceApplications } from '@vakt/contract/resources';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { Store } from '@vakt/store/store';
import type { TokenVerifier } from '../verify.ts';
import { type ArmFailure, armErrorReply } from './arm-error.ts';

export interface ArmServices {
  readonly store: Store;
  readonly verify: TokenVerifier;
}

/** What a caller may read, in the envelope of a list. */
export interface ArmList {
  readonly path: string;
  readonly list: (principal: Principal, services: ArmServices) => Promise<readonly object[]>;
}

const { identifierUris } = resourceApplications.AzureResourceManager;

/**
 * Besides its own: who registers a cloud of their own names the API that they want tokens for, and the Azure CLI then
 * comes here, too, with such a token (reference: identity, section 7.1). It learns no more here than the token says.
 */
const audiences: ReadonlySet<string> = new Set(
  [
    resourceApplications.AzureResourceManager,
    resourceApplications.WindowsDefenderATP,
    resourceApplications.MicrosoftThreatProtection,
  ].flatMap(resource => [resource.appId, ...resource.identifierUris.map(uri => uri.toLowerCase())]),
);
const API_VERSION = /^\d{4}-\d{2}-\d{2}(?:-[a-z]+)?$/i;

const checkAudience = ({ audience }: Principal): ArmFailure | undefined =>
  audiences.has(audience.toLowerCase().replace(/\/$/, ''))
    ? undefined
    : {
        status: 401,
        code: 'InvalidAuthenticationTokenAudience',
        message: `The access token has been obtained for wrong audience or resource '${audience}'. It should exactly match with one of the allowed audiences '${identifierUris.flatMap(uri => [`${uri}/`, uri]).join("','")}'.`,
      };

const checkApiVersion = (version: string | null): ArmFailure | undefined => {
  if (version === null || version === '')
    return {
      status: 400,
      code: 'MissingApiVersionParameter',
      message: 'The api-version query parameter (?api-version=) is required for all requests.',
    };
  return API_VERSION.test(version)
    ? undefined
    : {
        status: 400,
        code: 'InvalidApiVersionParameter',
        message: `The api-version '${version}' is invalid. It has the form of a date, 2019-11-01 for one.`,
      };
};

const authenticate = async (
  authorization: string | undefined,
  verify: TokenVerifier,
): Promise<Result<Principal, ArmFailure>> => {
  if (!authorization)
    return fail({
      status: 401,
      code: 'AuthenticationFailed',
      message: "Authentication failed. The 'Authorization' header is missing.",
    });
  const verified = await verify(authorization);
  if (!verified.ok)
    return fail({ status: 401, code: 'InvalidAuthenticationToken', message: verified.error.message });
  const refused = checkAudience(verified.value);
  return refused ? fail(refused) : ok(verified.value);
};

const answer = async (
  { list }: ArmList,
  request: HttpRequest,
  services: ArmServices,
): Promise<Result<HttpReply, ArmFailure>> => {
  const caller = await authenticate(request.headers.authorization, services.verify);
  if (!caller.ok) return caller;
  const refused = checkApiVersion(request.query.get('api-version'));
  if (refused) return fail(refused);
  const value = await list(caller.value, services);
  return ok({ status: 200, headers: { 'cache-control': 'no-cache' }, body: { value } });
};

/** The route of a list: token, audience and API version are checked before anything is read. */
export const armRoute = (operation: ArmList, services: ArmServices): Route => ({
  method: 'GET',
  path: operation.path,
  handle: async request => {
    const result = await answer(operation, request, services);
    return result.ok ? result.value : armErrorReply(result.error, `${request.origin}/common`);
  },
});
