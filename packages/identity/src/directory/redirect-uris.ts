import {
  LONGEST_REDIRECT_URI,
  PLATFORMS,
  type Platform,
  redirectUriFault,
} from '@vakt/contract/redirect-uri';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type Body, readObject, readTextList } from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

const refuse = (platform: Platform, what: string): Result<never, GraphFailure> =>
  fail(
    badRequest(`Invalid value specified for property '${platform}.redirectUris' of the resource: ${what}`),
  );

/** Reads the redirect URIs of a platform; `undefined` when the body does not name them. */
export const readRedirectUris = (
  body: Body,
  platform: Platform,
): Result<readonly string[] | undefined, GraphFailure> => {
  const settings = readObject(body, platform);
  if (!settings.ok) return settings;
  const uris = readTextList(settings.value, 'redirectUris');
  if (!uris.ok || uris.value === undefined) return uris;
  const wrong = uris.value.find(uri => redirectUriFault(uri, platform));
  if (wrong !== undefined)
    return refuse(
      platform,
      `'${wrong.slice(0, LONGEST_REDIRECT_URI)}' must begin with https://, or with http://localhost or http://127.0.0.1${
        platform === 'publicClient' ? ', or with a scheme of the application’s own' : ''
      }, have at most ${LONGEST_REDIRECT_URI} characters, and no fragment, user name or wildcard.`,
    );
  return uris;
};

/** The redirect URIs of an application, by platform. */
export type RedirectUris = Readonly<Record<Platform, readonly string[]>>;

/** What is wrong with an application's redirect URIs together: one stands twice, or in two lists. */
export const checkRedirectUris = (uris: RedirectUris, signInAudience: string): Result<true, GraphFailure> => {
  const seen = new Set<string>();
  for (const platform of PLATFORMS)
    for (const uri of uris[platform]) {
      if (seen.has(uri))
        return refuse(
          platform,
          `'${uri}' is registered already. Each redirect URI stands once, in one platform.`,
        );
      if (uri.includes('?') && /Personal/.test(signInAudience))
        return refuse(
          platform,
          `'${uri}' has a query, which applications for personal accounts cannot have.`,
        );
      seen.add(uri);
    }
  return ok(true);
};
