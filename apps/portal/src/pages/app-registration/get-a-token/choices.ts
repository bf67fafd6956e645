import { operations } from '@vakt/contract/operations';
import { addressOf } from '@vakt/contract/operations/address';
import { type AskedApi, knownResource } from '../../../data/asked-apis.ts';
import { redirectUrisOf, type WithRedirectUris } from '../../../data/redirect-uris.ts';
import type { SignInKind } from './snippets/token-request.ts';

/** What of an application decides how it may sign in. */
export interface SignInFacts extends WithRedirectUris {
  readonly keyCredentials: readonly unknown[];
  readonly isFallbackPublicClient: boolean | null;
}

/** The ways in which an application may ask for a token. */
export const signInKinds = (application: SignInFacts): readonly SignInKind[] => [
  'secret',
  ...(application.keyCredentials.length > 0 ? (['certificate'] as const) : []),
  ...(redirectUrisOf(application).length > 0 ? (['browser'] as const) : []),
  ...(application.isFallbackPublicClient === true ? (['device-code', 'password'] as const) : []),
];

/** Whether the application signs in as itself, without a user. */
export const isApplicationContext = (kind: SignInKind): boolean =>
  kind === 'secret' || kind === 'certificate';

/** Calls of the Graph subset to try a token with, by a permission that is enough. */
const GRAPH_CALLS: readonly (readonly [permission: string, path: string])[] = [
  ['User.Read', '/v1.0/me'],
  ['User.Read.All', '/v1.0/users'],
  ['Application.Read.All', '/v1.0/applications'],
  ['Directory.Read.All', '/v1.0/organization'],
];

/** The path of a call that a token for this API is good for; the first that the permissions allow. */
export const callOf = ({ appId, roles, scopes }: AskedApi, kind: SignInKind): string | undefined => {
  const asApplication = isApplicationContext(kind);
  const held = new Set(asApplication ? roles : scopes);
  const resource = knownResource(appId)?.name;
  if (resource === 'MicrosoftGraph')
    return GRAPH_CALLS.find(
      ([permission, path]) => held.has(permission) && !(asApplication && path === '/v1.0/me'),
    )?.[1];
  const operation = operations.find(
    ({ method, path, permissions }) =>
      method === 'GET' &&
      !path.includes('{') &&
      permissions.resource === resource &&
      permissions[asApplication ? 'application' : 'delegated'].some(permission => held.has(permission)),
  );
  return operation && addressOf(operation);
};
