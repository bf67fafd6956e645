import { operations } from '@vakt/contract/operations';
import { resourceApplications } from '@vakt/contract/resources';
import type { Api } from '../../../data/api.ts';
import type { Application } from '../../../data/applications.ts';
import { PLATFORMS } from '../../../data/redirect-uris.ts';
import type { RegisteredRedirect, SignInKind } from './snippets/token-request.ts';

/** An API that an application asks permissions of, and what it asks for. */
export interface ApiChoice {
  readonly appId: string;
  readonly displayName: string;
  /** What a token for it is asked for with. */
  readonly scope: string;
  /** Application permissions: `Alert.Read.All`. */
  readonly roles: readonly string[];
  /** Delegated permissions: `Alert.Read`. */
  readonly scopes: readonly string[];
}

const knownResource = (appId: string) =>
  Object.values(resourceApplications).find(resource => resource.appId === appId);

/** The scope for everything that was consented to of an API: by its address where it is known, else by its client id. */
export const scopeOf = (appId: string): string =>
  `${knownResource(appId)?.identifierUris[0] ?? appId}/.default`;

const valuesOf = (
  api: Api | undefined,
  { resourceAccess }: Application['requiredResourceAccess'][number],
  type: 'Role' | 'Scope',
): readonly string[] =>
  resourceAccess
    .filter(access => access.type === type)
    .map(({ id }) => api?.permissions.find(permission => permission.id === id)?.value ?? id);

/**
 * The APIs to choose from: those that the application asks permissions of, in its own order.
 *
 * @param apis those of the tenant, for names.
 */
export const apiChoices = (
  { requiredResourceAccess }: Pick<Application, 'requiredResourceAccess'>,
  apis: readonly Api[],
): readonly ApiChoice[] =>
  requiredResourceAccess.map(required => {
    const api = apis.find(({ appId }) => appId === required.resourceAppId);
    return {
      appId: required.resourceAppId,
      displayName:
        api?.displayName ?? knownResource(required.resourceAppId)?.displayName ?? required.resourceAppId,
      scope: scopeOf(required.resourceAppId),
      roles: valuesOf(api, required, 'Role'),
      scopes: valuesOf(api, required, 'Scope'),
    };
  });

/** The addresses that people can be sent back to. */
export const redirectsOf = (
  application: Pick<Application, (typeof PLATFORMS)[number]>,
): readonly RegisteredRedirect[] =>
  PLATFORMS.flatMap(platform =>
    application[platform].redirectUris.map((uri): RegisteredRedirect => ({ platform, uri })),
  );

/** The ways in which an application may ask for a token. */
export const signInKinds = (application: Application): readonly SignInKind[] => [
  'secret',
  ...(application.keyCredentials.length > 0 ? (['certificate'] as const) : []),
  ...(redirectsOf(application).length > 0 ? (['browser'] as const) : []),
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
export const callOf = ({ appId, roles, scopes }: ApiChoice, kind: SignInKind): string | undefined => {
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
  return operation && `/api${operation.path}`;
};
