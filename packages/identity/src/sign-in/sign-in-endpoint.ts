import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { refusal } from '../aadsts/catalogue.ts';
import { type Form, parseForm } from '../authority/form.ts';
import { refuseSignIn } from '../authorize/refuse.ts';
import type { AuthorizeServices } from '../authorize/services.ts';
import { continuePage } from '../pages/continue-page.ts';
import { askForCode, askForCredentials, type SignInTarget } from './authenticate.ts';
import { renewBrowser, withBrowserCookie } from './browser.ts';
import type { Interaction } from './interaction.ts';
import { findKnownAccounts } from './known-accounts.ts';
import { openVisit } from './open-visit.ts';
import type { PageFlow } from './page-flow.ts';
import { submitCode, submitCredentials } from './steps.ts';
import { languageOf, type Visit } from './visit.ts';

export type PageFlows = Readonly<Record<Interaction['flow'], PageFlow>>;

const submitStep = async (
  interaction: Interaction,
  target: SignInTarget,
  form: Form,
  visit: Visit,
  flow: PageFlow,
): Promise<HttpReply> => {
  const goOn = (sessionId: string, here = visit): Promise<HttpReply> =>
    flow.resume({ ...interaction, sessionId, isFresh: true }, here);
  const goOnSignedIn = async (sessionId: string): Promise<HttpReply> => {
    const browser = await renewBrowser(visit.browser, visit.services);
    const reply = withBrowserCookie(await goOn(sessionId, { ...visit, browser }), browser);
    // There is a session now, whatever page comes next.
    if (!visit.attempt.isLogged) await visit.attempt.succeed();
    return reply;
  };
  if (interaction.step === 'credentials') {
    const session = await submitCredentials(form, visit);
    return session.ok
      ? goOnSignedIn(session.value.id)
      : askForCredentials(target, visit, { username: form.get('username') ?? '', problem: session.error });
  }
  const accounts = await findKnownAccounts(visit);
  const chosenId = interaction.step === 'account' ? form.get('account') : interaction.sessionId;
  const known = accounts.find(({ session }) => session.id === chosenId);
  if (!known) return askForCredentials(target, visit);
  if (interaction.step === 'account') return goOn(known.session.id);
  const session = await submitCode(form, known, visit);
  return session.ok ? goOnSignedIn(session.value.id) : askForCode(target, visit, known, session.error);
};

const SIGN_IN_STEPS: ReadonlySet<Interaction['step']> = new Set(['credentials', 'account', 'code']);

const answer = async (form: Form, visit: Visit, flows: PageFlows): Promise<HttpReply> => {
  const interaction = visit.services.interactions.open(form.get('ctx') ?? '', visit.browser.hash);
  if (!interaction)
    return refuseSignIn(refusal(165000), undefined, { flow: 'authorize', version: 'v2' }, visit);
  const flow = flows[interaction.flow];
  const parameters = parseForm(Buffer.from(interaction.parameters));
  const here: Visit = parameters.ok
    ? { ...visit, language: languageOf(visit.request, parameters.value) }
    : visit;
  if (!SIGN_IN_STEPS.has(interaction.step)) return flow.submit(interaction, form, here);
  if (form.get('action') === 'cancel') return flow.cancel(interaction, here);
  const target = await flow.target(interaction, here);
  return target.ok ? submitStep(interaction, target.value, form, here, flow) : target.error;
};

/**
 * Leaves for the application. Browsers hold every redirect that follows a form against the page's policy, those of the
 * application's own too, so they are sent on by a page; programs that fill in the form are told by the status.
 */
const leave = (reply: HttpReply, { request, language }: Visit): HttpReply => {
  const target = reply.status === 302 ? reply.headers?.location : undefined;
  const isBrowser = request.headers['sec-fetch-mode'] === 'navigate';
  if (target === undefined || !isBrowser || !/^https?:/i.test(target)) return reply;
  const page = continuePage(target, language);
  const cookie = reply.headers?.['set-cookie'];
  return { ...page, headers: { ...page.headers, ...(cookie !== undefined && { 'set-cookie': cookie }) } };
};

/** `/sign-in`: takes the answer to every page that asks a person something. */
export const handleSignInForm = async (
  request: HttpRequest,
  flows: PageFlows,
  services: AuthorizeServices,
): Promise<HttpReply> => {
  const form = parseForm(request.body);
  const fields: Form = form.ok ? form.value : new Map<string, string>();
  const visit = await openVisit(request, fields, services);
  return withBrowserCookie(leave(await answer(fields, visit, flows), visit), visit.browser);
};
