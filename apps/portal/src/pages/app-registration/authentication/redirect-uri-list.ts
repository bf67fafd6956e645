import type { Application, ApplicationPatch } from '../../../data/applications.ts';
import type { RedirectUri } from '../../../data/redirect-uris.ts';

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
