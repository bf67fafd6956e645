import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import { refuseSharedUse } from '../authority/client-use.ts';
import { type Form, parseForm } from '../authority/form.ts';
import type { RequestedAccess } from '../authority/requested-access.ts';
import { acceptConsent } from '../consent/accept-consent.ts';
import type { AskedPermission } from '../consent/consent-decision.ts';
import { shownConsent } from '../consent/shown-consent.ts';
import { consentGrantedPage } from '../pages/consent-granted-page.ts';
import { askForCredentials, authenticate, type SignInTarget } from '../sign-in/authenticate.ts';
import {
  applicationView,
  askForConsent,
  type ConsentSetting,
  permissionView,
  sayApprovalNeeded,
} from '../sign-in/consent-pages.ts';
import type { Interaction } from '../sign-in/interaction.ts';
import type { KnownAccount } from '../sign-in/known-accounts.ts';
import { findMember } from '../sign-in/member.ts';
import type { PageFlow } from '../sign-in/page-flow.ts';
import type { Visit } from '../sign-in/visit.ts';
import { redirectAdminConsent } from './admin-consent.ts';
import { type AuthorizeEndpoint, type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts';
import { completeSignIn } from './complete.ts';
import { refuseSignIn } from './refuse.ts';
import { decideForRequest } from './requested-consent.ts';

/** A request, and where the person is in it. */
interface Journey {
  readonly request: AuthorizeRequest;
  readonly interaction: Interaction;
}

/** A person who is known, in the tenant that was asked. */
interface Arrival extends Journey {
  readonly known: KnownAccount;
  readonly member: TenantMember;
}

const endpointOf = (interaction: Interaction, { request }: Visit): AuthorizeEndpoint => ({
  flow: interaction.flow === 'admin-consent' ? 'admin-consent' : 'authorize',
  version: interaction.version,
  tenantSegment: interaction.tenantSegment,
  origin: request.origin,
});

const readJourney = async (interaction: Interaction, visit: Visit): Promise<Result<Journey, HttpReply>> => {
  const endpoint = endpointOf(interaction, visit);
  const form = parseForm(Buffer.from(interaction.parameters));
  if (!form.ok) return fail(await refuseSignIn(form.error, undefined, endpoint, visit));
  const request = await readAuthorizeRequest(form.value, endpoint, visit.services);
  if (!request.ok)
    return fail(await refuseSignIn(request.error.refusal, request.error.reply, endpoint, visit));
  const { client, tenantSegment } = request.value;
  visit.attempt.isBy(client);
  const refused =
    refuseSharedUse(client, tenantSegment) ?? (await visit.services.tenants.refuseUnknown(tenantSegment));
  if (refused) return fail(await refuseSignIn(refused, undefined, endpoint, visit));
  return ok({ request: request.value, interaction });
};

const targetOf = ({ request, interaction }: Journey): SignInTarget => ({
  interaction,
  applicationName: request.client.displayName,
  formTargets: request.reply.redirect ? [request.reply.redirect.uri] : [],
  prompts: request.prompts,
  loginHint: request.form.get('login_hint') || undefined,
  sessionHint: request.form.get('sid') || undefined,
});

const STRANGER = 50020;

/** Finds out who the person is, asking where it must; a reply when that ends the step. */
const arrive = async (journey: Journey, visit: Visit): Promise<Result<Arrival, HttpReply>> => {
  const { request, interaction } = journey;
  const found = await authenticate(targetOf(journey), visit);
  if (found.kind === 'page') return fail(found.reply);
  if (found.kind === 'refused') return fail(await refuseSignIn(found.refusal, request.reply, request, visit));
  const { known } = found;
  const member = await findMember(request, known, visit);
  if (member.ok) {
    visit.attempt.isOf(member.value);
    return ok({
      request,
      interaction: { ...interaction, sessionId: known.session.id },
      known,
      member: member.value,
    });
  }
  if (request.prompts.has('none'))
    return fail(await refuseSignIn(member.error, request.reply, request, visit));
  // Another account may be a member: the person can sign in with it.
  if (member.error.number === STRANGER && interaction.isFresh !== true)
    return fail(askForCredentials(targetOf(journey), visit, { problem: 'not-in-tenant' }));
  return fail(await refuseSignIn(member.error, undefined, request, visit));
};

interface Completion {
  readonly accesses: readonly RequestedAccess[];
  readonly granted: readonly AskedPermission[];
  readonly isForOrganization: boolean;
}

/** The end of the road: back to the application, or onto a page that says what was granted. */
const complete = async (
  { request, member, known }: Arrival,
  { accesses, granted, isForOrganization }: Completion,
  visit: Visit,
): Promise<HttpReply> => {
  const { redirect } = request.reply;
  if (redirect && request.flow === 'admin-consent')
    return redirectAdminConsent(request, redirect, member, visit);
  if (redirect) {
    const done = await completeSignIn(
      {
        request,
        redirect,
        member,
        known,
        accesses,
        isAdminConsent: isForOrganization && request.version === 'v1',
      },
      visit,
    );
    return done.ok ? done.value : refuseSignIn(done.error, request.reply, request, visit);
  }
  await visit.attempt.succeed();
  return consentGrantedPage(
    {
      application: await applicationView({ client: request.client, member }, visit),
      permissions: granted.map(permissionView),
      organization: member.tenant.displayName,
      tenantId: member.tenant.id,
      forOrganization: isForOrganization,
    },
    visit.language,
  );
};

const settingOf = ({ request, member, interaction }: Arrival): ConsentSetting => ({
  client: request.client,
  member,
  interaction,
  redirectUri: request.reply.redirect?.uri,
});

/** Goes as far as it can without the person. */
const advance = async (journey: Journey, visit: Visit): Promise<HttpReply> => {
  const arrived = await arrive(journey, visit);
  if (!arrived.ok) return arrived.error;
  const arrival = arrived.value;
  const { request, member } = arrival;
  const found = await decideForRequest(request, member, visit);
  if (!found.ok) return refuseSignIn(found.error, request.reply, request, visit);
  const { decision, accesses } = found.value;
  if (decision.kind === 'granted')
    return complete(arrival, { accesses, granted: [], isForOrganization: false }, visit);
  const { appId: client, displayName: name } = request.client;
  const notConsented = refusal(65001, { client, name });
  if (request.prompts.has('none')) return refuseSignIn(notConsented, request.reply, request, visit);
  // Logged as interrupted: the page may never be answered.
  await visit.attempt.refuse(notConsented);
  return decision.kind === 'ask'
    ? askForConsent(settingOf(arrival), decision, visit)
    : sayApprovalNeeded(settingOf(arrival), decision.permissions, visit);
};

const declined = (request: AuthorizeRequest, visit: Visit): Promise<HttpReply> =>
  refuseSignIn(refusal(65004), request.reply, request, visit);

/** What is asked when everything was granted while the page stood open. */
const NOTHING_MORE = { permissions: [], mode: 'user' } as const;

/** Writes the consent that the person gave; what is asked for is found out again, not read from the form. */
const accept = async (arrival: Arrival, form: Form, visit: Visit): Promise<HttpReply> => {
  const { request, member } = arrival;
  const found = await decideForRequest(request, member, visit);
  if (!found.ok) return refuseSignIn(found.error, request.reply, request, visit);
  const { decision, accesses } = found.value;
  if (decision.kind === 'administrator-needed')
    return sayApprovalNeeded(settingOf(arrival), decision.permissions, visit);
  if (decision.kind === 'ask' && shownConsent(decision) !== arrival.interaction.shown)
    return askForConsent(settingOf(arrival), decision, visit);
  const asked = decision.kind === 'ask' ? decision : NOTHING_MORE;
  const given = await acceptConsent(settingOf(arrival), asked, form, visit);
  const { permissions: granted, isForOrganization } = given;
  return complete(arrival, { accesses, granted, isForOrganization }, visit);
};

/** Authorization requests and the administrator's consent. */
export const authorizeFlow: PageFlow = {
  target: async (interaction, visit) => {
    const journey = await readJourney(interaction, visit);
    return journey.ok ? ok(targetOf(journey.value)) : journey;
  },
  resume: async (interaction, visit) => {
    const journey = await readJourney(interaction, visit);
    return journey.ok ? advance(journey.value, visit) : journey.error;
  },
  submit: async (interaction, form, visit) => {
    const journey = await readJourney(interaction, visit);
    if (!journey.ok) return journey.error;
    const { request } = journey.value;
    if (form.get('action') === 'other') return askForCredentials(targetOf(journey.value), visit);
    if (form.get('action') !== 'accept') return declined(request, visit);
    const arrival = await arrive(journey.value, visit);
    return arrival.ok ? accept(arrival.value, form, visit) : arrival.error;
  },
  cancel: async (interaction, visit) => {
    const journey = await readJourney(interaction, visit);
    return journey.ok ? declined(journey.value.request, visit) : journey.error;
  },
};
