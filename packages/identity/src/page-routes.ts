import type { Route } from '@vakt/contract/http';
import { handleOwnAccount, OWN_ACCOUNT_PATH } from './accounts/own-account-flow.ts';
import { FORM_LIMIT } from './authority/form.ts';
import { handleAuthorize } from './authorize/authorize-endpoint.ts';
import type { AuthorizeServices } from './authorize/services.ts';
import { handleDevicePage } from './device/device-page-endpoint.ts';
import { chooseLanguage } from './pages/language.ts';
import { nativeClientPage } from './pages/native-client-page.ts';
import { handleLogout } from './sign-in/logout-endpoint.ts';
import { PAGE_FLOWS } from './sign-in/page-flows.ts';
import { handleSignInForm } from './sign-in/sign-in-endpoint.ts';
import { SIGN_IN_PATH } from './sign-in/visit.ts';

const AUTHORIZE_PATHS = [
  { path: '/{tenant}/oauth2/authorize', flow: 'authorize', version: 'v1' },
  { path: '/{tenant}/oauth2/v2.0/authorize', flow: 'authorize', version: 'v2' },
  { path: '/{tenant}/adminconsent', flow: 'admin-consent', version: 'v1' },
  { path: '/{tenant}/v2.0/adminconsent', flow: 'admin-consent', version: 'v2' },
] as const;

/** The pages for people. */
export const pageRoutes = (services: AuthorizeServices): Route[] => [
  ...AUTHORIZE_PATHS.flatMap(({ path, flow, version }): Route[] =>
    (['GET', 'POST'] as const).map(method => ({
      method,
      path,
      bodyLimit: FORM_LIMIT,
      handle: request => handleAuthorize(request, { flow, version }, services),
    })),
  ),
  {
    method: 'POST',
    path: SIGN_IN_PATH,
    bodyLimit: FORM_LIMIT,
    handle: request => handleSignInForm(request, PAGE_FLOWS, services),
  },
  ...['/{tenant}/oauth2/deviceauth', '/devicelogin'].flatMap(path =>
    (['GET', 'POST'] as const).map(
      (method): Route => ({
        method,
        path,
        bodyLimit: FORM_LIMIT,
        handle: request => handleDevicePage(request, services),
      }),
    ),
  ),
  { method: 'GET', path: OWN_ACCOUNT_PATH, handle: request => handleOwnAccount(request, services) },
  ...['/{tenant}/oauth2/logout', '/{tenant}/oauth2/v2.0/logout'].flatMap(path =>
    (['GET', 'POST'] as const).map(
      (method): Route => ({
        method,
        path,
        bodyLimit: FORM_LIMIT,
        handle: request => handleLogout(request, services),
      }),
    ),
  ),
  {
    method: 'GET',
    path: '/common/oauth2/nativeclient',
    handle: async ({ headers }) =>
      nativeClientPage(chooseLanguage({ acceptLanguage: headers['accept-language'] })),
  },
];
