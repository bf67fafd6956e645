import { ok, type Result } from '@vakt/contract/result';
import type { ApplicationChanges } from '@vakt/store/directory/applications';
import { type Body, readBoolean, readClearableText, readObject, wrong } from './body.ts';
import type { GraphFailure } from './graph-error.ts';

type Read<Value> = Result<Value, GraphFailure>;

/** Reads the address of a page; `null` clears it, as an empty text does. */
export const readPageUrl = (body: Body, property: string, name: string): Read<string | null | undefined> => {
  const text = readClearableText(body, property);
  if (!text.ok || text.value === undefined) return text;
  if (text.value === null || text.value === '') return ok(null);
  const url = URL.parse(text.value);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
    ? ok(text.value)
    : wrong(name, 'an address that begins with https://');
};

/** Logout is called from the browser of a signed-in user: only over https, or on this machine. */
const readLogoutUrl = (web: Body): Read<string | null | undefined> => {
  const url = readPageUrl(web, 'logoutUrl', 'web.logoutUrl');
  if (!url.ok || !url.value) return url;
  return /^https:|^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/|$)/i.test(url.value)
    ? url
    : wrong('web.logoutUrl', 'an address that begins with https://, or with http://localhost');
};

/** Reads what `web` says besides redirect URIs: pages, and tokens straight from /authorize (the implicit grant). */
export const readWeb = (body: Body): Read<ApplicationChanges> => {
  const web = readObject(body, 'web');
  if (!web.ok) return web;
  const homePage = readPageUrl(web.value, 'homePageUrl', 'web.homePageUrl');
  if (!homePage.ok) return homePage;
  const logout = readLogoutUrl(web.value);
  if (!logout.ok) return logout;
  const implicit = readObject(web.value, 'implicitGrantSettings');
  if (!implicit.ok) return implicit;
  const idTokens = readBoolean(implicit.value, 'enableIdTokenIssuance');
  if (!idTokens.ok) return idTokens;
  const accessTokens = readBoolean(implicit.value, 'enableAccessTokenIssuance');
  if (!accessTokens.ok) return accessTokens;
  return ok({
    ...(homePage.value !== undefined && { home_page_url: homePage.value }),
    ...(logout.value !== undefined && { logout_url: logout.value }),
    ...(idTokens.value !== undefined && { issues_id_tokens: idTokens.value }),
    ...(accessTokens.value !== undefined && { issues_access_tokens: accessTokens.value }),
  });
};
