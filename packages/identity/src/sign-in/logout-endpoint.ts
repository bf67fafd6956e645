import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { deleteBrowserSessions } from '@vakt/store/sign-in/browser-sessions';
import { listApplicationsOfSessions } from '@vakt/store/sign-in/refresh-families';
import { findClientApplication } from '../authority/client-application.ts';
import { type Form, parseForm } from '../authority/form.ts';
import { findRedirect } from '../authorize/redirect-uri.ts';
import type { AuthorizeServices } from '../authorize/services.ts';
import { signedOutPage } from '../pages/signed-out-page.ts';
import { readClaimsUnverified } from '../tokens/unverified-claims.ts';
import { withBrowserCookie } from './browser.ts';
import { findKnownAccounts } from './known-accounts.ts';
import { openVisit } from './open-visit.ts';
import type { Visit } from './visit.ts';

/** The application that signs the person out: named, or told by the id token that it sends along. */
const clientIdOf = (form: Form): string | undefined => {
  const named = form.get('client_id');
  if (named) return named;
  const audience = readClaimsUnverified(form.get('id_token_hint'))?.['aud'];
  return typeof audience === 'string' ? audience : undefined;
};

/** MSAL for browsers does not say which application it is: then it is one of those that the person is signed in to. */
const listCandidates = async (form: Form, { browser, services }: Visit): Promise<readonly string[]> => {
  const clientId = clientIdOf(form);
  return clientId === undefined
    ? listApplicationsOfSessions(services.store.authority, browser.sessions)
    : [clientId];
};

/** Only to an address that the application has registered; else anyone could send people on from here. */
const redirectAfter = async (form: Form, visit: Visit): Promise<string | undefined> => {
  const uri = form.get('post_logout_redirect_uri');
  if (!uri) return undefined;
  const { request, services } = visit;
  for (const clientId of await listCandidates(form, visit)) {
    const client = await findClientApplication(services.store, clientId);
    if (client && findRedirect(client, uri, request.origin)) return uri;
  }
  return undefined;
};

/** The account that is meant, when the application says which; everyone otherwise. */
const findMeant = async (form: Form, visit: Visit): Promise<string | undefined> => {
  const hint = form.get('logout_hint')?.toLowerCase();
  if (!hint) return undefined;
  const known = (await findKnownAccounts(visit)).find(
    ({ session, account }) => session.id === hint || account.user.user_principal_name.toLowerCase() === hint,
  );
  return known?.account.user.id;
};

const withState = (uri: string, state: string | undefined): string => {
  if (state === undefined) return uri;
  return `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`;
};

/** `/logout`: ends the browser's sessions, and goes back to the application where it may. */
export const handleLogout = async (request: HttpRequest, services: AuthorizeServices): Promise<HttpReply> => {
  const parsed = parseForm(request.method === 'POST' ? request.body : Buffer.from(request.queryText));
  const form: Form = parsed.ok ? parsed.value : new Map();
  const visit = await openVisit(request, form, services);
  const userId = await findMeant(form, visit);
  await deleteBrowserSessions(services.store.authority, visit.browser.hash, userId);
  const target = await redirectAfter(form, visit);
  const reply: HttpReply = target
    ? {
        status: 302,
        headers: { location: withState(target, form.get('state')), 'cache-control': 'no-store' },
      }
    : signedOutPage({}, visit.language);
  return withBrowserCookie(reply, visit.browser);
};
