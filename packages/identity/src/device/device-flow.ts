import type { HttpReply } from '@vakt/contract/http';
import { fail, ok, type Result } from '@vakt/contract/result';
import { answerDeviceCode } from '@vakt/store/sign-in/device-codes';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import type { Form } from '../authority/form.ts';
import { readAskedAccesses } from '../authority/requested-access.ts';
import { refuseSignIn } from '../authorize/refuse.ts';
import { acceptConsent } from '../consent/accept-consent.ts';
import { type ConsentDecision, decideConsent } from '../consent/consent-decision.ts';
import { shownConsent } from '../consent/shown-consent.ts';
import { deviceCodeConfirmPage, deviceCodeOutcomePage } from '../pages/device-code-page.ts';
import { askForCredentials, authenticate, type SignInTarget } from '../sign-in/authenticate.ts';
import { askForConsent, type ConsentSetting, sayApprovalNeeded } from '../sign-in/consent-pages.ts';
import type { Interaction } from '../sign-in/interaction.ts';
import { accountView, type KnownAccount } from '../sign-in/known-accounts.ts';
import { findMember } from '../sign-in/member.ts';
import type { PageFlow } from '../sign-in/page-flow.ts';
import { formOf, type Visit } from '../sign-in/visit.ts';
import { askForUserCode, findWaitingDevice, typedCodeOf, type WaitingDevice } from './device-code-entry.ts';

/** A device that waits, and the person who is about to sign in to it. */
interface Arrival {
  readonly device: WaitingDevice;
  readonly known: KnownAccount;
  readonly member: TenantMember;
  readonly interaction: Interaction;
}

const ENDPOINT = { flow: 'authorize', version: 'v2' } as const;

const refuse = (refused: Refusal, visit: Visit): Promise<HttpReply> =>
  refuseSignIn(refused, undefined, ENDPOINT, visit);

const targetOf = (interaction: Interaction, { client }: WaitingDevice): SignInTarget => ({
  interaction,
  applicationName: client.displayName,
  formTargets: [],
  prompts: new Set(),
});

const readDevice = async (
  interaction: Interaction,
  visit: Visit,
): Promise<Result<WaitingDevice, HttpReply>> => {
  const userCode = typedCodeOf(interaction);
  const device = await findWaitingDevice(userCode, visit);
  if (!device.ok) return fail(askForUserCode(visit, userCode, device.error));
  visit.attempt.isBy(device.value.client);
  return device;
};

const arrive = async (interaction: Interaction, visit: Visit): Promise<Result<Arrival, HttpReply>> => {
  const device = await readDevice(interaction, visit);
  if (!device.ok) return device;
  const { client, asked } = device.value;
  const found = await authenticate(targetOf(interaction, device.value), visit);
  if (found.kind === 'page') return fail(found.reply);
  if (found.kind === 'refused') return fail(await refuse(found.refusal, visit));
  const { known } = found;
  const member = await findMember({ client, tenantSegment: asked.tenantSegment }, known, visit);
  if (!member.ok) return fail(await refuse(member.error, visit));
  visit.attempt.isOf(member.value);
  return ok({
    device: device.value,
    known,
    member: member.value,
    interaction: { ...interaction, sessionId: known.session.id },
  });
};

const decide = async (
  { device: { asked, client }, member }: Arrival,
  { services }: Visit,
): Promise<Result<ConsentDecision, Refusal>> => {
  const accesses = await readAskedAccesses(asked, member.tenant, services.resources);
  if (!accesses.ok) return accesses;
  return decideConsent(
    { client, member, accesses: accesses.value, isForOrganization: false, isForced: false },
    services,
  );
};

const settingOf = ({ device: { client }, member, interaction }: Arrival): ConsentSetting => ({
  client,
  member,
  interaction,
});

/** Shows who asks from where, before anything is given: whoever was sent the code by a stranger can still turn back. */
const askToConfirm = ({ device, known, member, interaction }: Arrival, visit: Visit): HttpReply =>
  deviceCodeConfirmPage(
    {
      ...formOf(visit, { ...interaction, step: 'device' }),
      account: accountView(known.account),
      applicationName: device.client.displayName,
      organization: member.tenant.displayName,
      requestedFrom: device.asked.requestedFrom,
      userCode: device.userCode,
    },
    visit.language,
  );

const approve = async ({ device, member, known }: Arrival, visit: Visit): Promise<HttpReply> => {
  const answered = await answerDeviceCode(visit.services.store.authority, device.userCode, {
    tenantId: member.tenant.id,
    userId: member.account.user.id,
    authenticationMethods: known.session.authentication_methods.split(' '),
    sessionId: known.session.id,
    grantedAt: visit.services.clock.now(),
  });
  if (!answered) return askForUserCode(visit, device.userCode, 'used');
  await visit.attempt.succeed();
  return deviceCodeOutcomePage(
    { outcome: 'done', applicationName: device.client.displayName },
    visit.language,
  );
};

/** Asks for what is still missing, and then lets the device in. */
const advance = async (arrival: Arrival, visit: Visit): Promise<HttpReply> => {
  const decision = await decide(arrival, visit);
  if (!decision.ok) return refuse(decision.error, visit);
  if (decision.value.kind === 'granted') return approve(arrival, visit);
  return decision.value.kind === 'ask'
    ? askForConsent(settingOf(arrival), decision.value, visit)
    : sayApprovalNeeded(settingOf(arrival), decision.value.permissions, visit);
};

const accept = async (arrival: Arrival, form: Form, visit: Visit): Promise<HttpReply> => {
  const decision = await decide(arrival, visit);
  if (!decision.ok) return refuse(decision.error, visit);
  if (decision.value.kind === 'ask' && shownConsent(decision.value) === arrival.interaction.shown)
    await acceptConsent(settingOf(arrival), decision.value, form, visit);
  return advance(arrival, visit);
};

const decline = async (interaction: Interaction, visit: Visit): Promise<HttpReply> => {
  const device = await readDevice(interaction, visit);
  if (!device.ok) return device.error;
  await answerDeviceCode(visit.services.store.authority, device.value.userCode, undefined);
  return deviceCodeOutcomePage(
    { outcome: 'declined', applicationName: device.value.client.displayName },
    visit.language,
  );
};

/** Signing in for a device that shows a code. */
export const deviceFlow: PageFlow = {
  target: async (interaction, visit) => {
    const device = await readDevice(interaction, visit);
    return device.ok ? ok(targetOf(interaction, device.value)) : device;
  },
  resume: async (interaction, visit) => {
    const arrival = await arrive(interaction, visit);
    return arrival.ok ? askToConfirm(arrival.value, visit) : arrival.error;
  },
  submit: async (interaction, form, visit) => {
    const action = form.get('action');
    if (action === 'cancel') return decline(interaction, visit);
    const arrival = await arrive(interaction, visit);
    if (!arrival.ok) return arrival.error;
    if (action === 'other') return askForCredentials(targetOf(interaction, arrival.value.device), visit);
    return interaction.step === 'consent' && action === 'accept'
      ? accept(arrival.value, form, visit)
      : advance(arrival.value, visit);
  },
  cancel: decline,
};
