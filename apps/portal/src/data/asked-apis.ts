import { type ResourceApplication, resourceApplications } from '@vakt/contract/resources';
import type { Api } from './api.ts';
import type { RequiredResourceAccess } from './required-access.ts';

/** An API that an application asks permissions of, and what it asks for. */
export interface AskedApi {
  readonly appId: string;
  readonly displayName: string;
  /** What a token for it is asked for with. */
  readonly scope: string;
  /** Application permissions: `Alert.Read.All`. */
  readonly roles: readonly string[];
  /** Delegated permissions: `Alert.Read`. */
  readonly scopes: readonly string[];
}

/** The resource application that Vakt knows by a client id, if it is one. */
export const knownResource = (appId: string): ResourceApplication | undefined =>
  Object.values(resourceApplications).find(resource => resource.appId === appId);

/** The scope for everything that was consented to of an API: by its address where it is known, else by its client id. */
export const scopeOf = (appId: string): string =>
  `${knownResource(appId)?.identifierUris[0] ?? appId}/.default`;

const valuesOf = (
  api: Api | undefined,
  { resourceAccess }: RequiredResourceAccess,
  type: 'Role' | 'Scope',
): readonly string[] =>
  resourceAccess
    .filter(access => access.type === type)
    .map(({ id }) => api?.permissions.find(permission => permission.id === id)?.value ?? id);

/**
 * The APIs that an application asks permissions of, in its own order.
 *
 * @param apis those of the tenant, for names.
 */
export const askedApis = (
  { requiredResourceAccess }: { readonly requiredResourceAccess: readonly RequiredResourceAccess[] },
  apis: readonly Api[],
): readonly AskedApi[] =>
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
