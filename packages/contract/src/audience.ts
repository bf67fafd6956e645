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

/** The government cloud that a URL belongs to, by its host: `api-gcc` or `api-gov`; `undefined` for the worldwide one. */
const governmentCloudOf = (url: string): string | undefined =>
  /^https:\/\/(api-(?:gcc|gov))\.[^/]+\.us\b/.exec(url)?.[1];

/**
 * The scope to ask for to get a token for a resource application with all that was granted.
 *
 * @param origin where the token is to be used: on the hosts of a government cloud another scope is documented.
 */
export const defaultScopeOf = (name: ResourceName, origin = ''): string => {
  const { appId, identifierUris } = resourceApplications[name];
  const cloud = governmentCloudOf(origin);
  const uri = identifierUris.find(known => governmentCloudOf(known) === cloud) ?? identifierUris[0];
  return `${uri ?? appId}/.default`;
};
