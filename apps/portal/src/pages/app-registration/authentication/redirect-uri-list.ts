import type { Application, ApplicationPatch } from '../../../data/applications.ts';
import { PLATFORMS, type RedirectUri } from '../../../data/redirect-uris.ts';

/** The redirect URIs of an application, platform after platform. */
export const redirectUrisOf = (application: Application): readonly RedirectUri[] =>
  PLATFORMS.flatMap(platform => application[platform].redirectUris.map(uri => ({ platform, uri })));

/** Adds a redirect URI to those that the application has now. */
export const addingRedirectUri =
  ({ platform, uri }: RedirectUri) =>
  (current: Application): ApplicationPatch => {
    const { redirectUris } = current[platform];
    return redirectUris.includes(uri) ? {} : { [platform]: { redirectUris: [...redirectUris, uri] } };
  };

/** Takes a redirect URI away from those that the application has now. */
export const removingRedirectUri =
  ({ platform, uri }: RedirectUri) =>
  (current: Application): ApplicationPatch => {
    const { redirectUris } = current[platform];
    return redirectUris.includes(uri)
      ? { [platform]: { redirectUris: redirectUris.filter(other => other !== uri) } }
      : {};
  };
