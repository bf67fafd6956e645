import { type ResourceName, resourceApplications } from './resources.ts';

/** Whether an `aud` claim denotes a resource application: its id, or one of its names with or without a trailing slash. */
export const isAudienceOf = (audience: string, name: ResourceName): boolean => {
  const wanted = audience.toLowerCase().replace(/\/+$/, '');
  const { appId, identifierUris } = resourceApplications[name];
  return [appId, ...identifierUris].some(known => known.toLowerCase() === wanted);
};

/** The resource application that an `aud` claim denotes; `undefined` when it is none of the service's. */
export const resourceOfAudience = (audience: string): ResourceName | undefined =>
  Object.values(resourceApplications).find(({ name }) => isAudienceOf(audience, name))?.name;

/** The scope to ask for to get a token for a resource application with all that was granted. */
export const defaultScopeOf = (name: ResourceName): string => {
  const { appId, identifierUris } = resourceApplications[name];
  return `${identifierUris[0] ?? appId}/.default`;
};
