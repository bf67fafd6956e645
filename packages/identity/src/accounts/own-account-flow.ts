import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { ok } from '@vakt/contract/result';
import { deleteBrowserSessions } from '@vakt/store/sign-in/browser-sessions';
import { setTotpSecret } from '@vakt/store/sign-in/totp';
import { parseForm } from '../authority/form.ts';
import { refuseSignIn } from '../authorize/refuse.ts';
import type { AuthorizeServices } from '../authorize/services.ts';
import { type AccountPageView, accountPage, type TwoStepView } from '../pages/account-page.ts';
import { signedOutPage } from '../pages/signed-out-page.ts';
import { authenticate, type SignInTarget } from '../sign-in/authenticate.ts';
import { withBrowserCookie } from '../sign-in/browser.ts';
import type { Interaction } from '../sign-in/interaction.ts';
import { accountView, type KnownAccount } from '../sign-in/known-accounts.ts';
import { openVisit } from '../sign-in/open-visit.ts';
import type { PageFlow } from '../sign-in/page-flow.ts';
import { addSecondFactor } from '../sign-in/steps.ts';
import { formOf, type Visit } from '../sign-in/visit.ts';
import { recordOwnChange } from './record-own-change.ts';
import { findStep, TOTP_SECRET_BYTES, toBase32, totpUri } from './totp.ts';

export const OWN_ACCOUNT_PATH = '/account';

type Outcome = Pick<AccountPageView, 'problem' | 'notice'>;

const targetOf = (interaction: Interaction): SignInTarget => ({
  interaction,
  formTargets: [],
  prompts: new Set(),
});

const twoStepOf = (
  { account: { user } }: KnownAccount,
  { enrolling }: Interaction,
  { services: { secondFactors } }: Visit,
): TwoStepView => {
  if (user.totp_secret !== null) return { state: 'enrolled' };
  const secret = enrolling === undefined ? undefined : secondFactors.open(enrolling);
  return secret
    ? { state: 'enrolling', secret: toBase32(secret), uri: totpUri(secret, user.user_principal_name) }
    : { state: 'not-enrolled' };
};

const show = (
  known: KnownAccount,
  interaction: Interaction,
  visit: Visit,
  outcome: Outcome = {},
): HttpReply =>
  accountPage(
    {
      ...formOf(visit, { ...interaction, step: 'own-account', sessionId: known.session.id }),
      account: accountView(known.account),
      twoStep: twoStepOf(known, interaction, visit),
      ...outcome,
    },
    visit.language,
  );

/** The account as it is after a change. */
const withSecret = (known: KnownAccount, totpSecret: string | null): KnownAccount => ({
  ...known,
  account: { ...known.account, user: { ...known.account.user, totp_secret: totpSecret } },
});

const enrol = (known: KnownAccount, interaction: Interaction, visit: Visit): HttpReply => {
  const { entropy, secondFactors } = visit.services;
  const enrolling = secondFactors.seal(entropy.bytes(TOTP_SECRET_BYTES));
  return show(known, { ...interaction, enrolling }, visit);
};

/** The authenticator counts from its first right code on. */
const confirm = async (
  known: KnownAccount,
  interaction: Interaction,
  code: string,
  visit: Visit,
): Promise<HttpReply> => {
  const { store, clock, secondFactors } = visit.services;
  const { enrolling } = interaction;
  const secret = enrolling === undefined ? undefined : secondFactors.open(enrolling);
  const step = secret && findStep(secret, code, clock.now(), null);
  if (enrolling === undefined || step === undefined)
    return show(known, interaction, visit, { problem: 'wrong-code' });
  const { user, tenant } = known.account;
  await setTotpSecret(store.tenant(tenant.id), user.id, enrolling, step);
  await recordOwnChange(known.account, 'User registered security info', 'Add', visit);
  await addSecondFactor(known, visit);
  return show(withSecret(known, enrolling), interaction, visit, { notice: 'enrolled' });
};

const remove = async (
  known: KnownAccount,
  interaction: Interaction,
  code: string,
  visit: Visit,
): Promise<HttpReply> => {
  const { store, secondFactors } = visit.services;
  const { user, tenant } = known.account;
  const checked = await secondFactors.check(known.account, code);
  if (!checked.ok) return show(known, interaction, visit, { problem: 'wrong-code' });
  await setTotpSecret(store.tenant(tenant.id), user.id, null, null);
  await recordOwnChange(known.account, 'User deleted security info', 'Delete', visit);
  return show(withSecret(known, null), interaction, visit, { notice: 'removed' });
};

const signOut = async (
  { account }: KnownAccount,
  { browser, language, services }: Visit,
): Promise<HttpReply> => {
  await deleteBrowserSessions(services.store.authority, browser.hash, account.user.id);
  return signedOutPage({ signInAgain: OWN_ACCOUNT_PATH }, language);
};

const withAccount = async (
  interaction: Interaction,
  visit: Visit,
  act: (known: KnownAccount) => Promise<HttpReply>,
): Promise<HttpReply> => {
  const found = await authenticate(targetOf(interaction), visit);
  if (found.kind === 'page') return found.reply;
  return found.kind === 'refused'
    ? refuseSignIn(found.refusal, undefined, { flow: 'authorize', version: 'v2' }, visit)
    : act(found.known);
};

/** A person's own account: the second factor, and signing out. */
export const ownAccountFlow: PageFlow = {
  target: async interaction => ok(targetOf(interaction)),
  resume: (interaction, visit) =>
    withAccount(interaction, visit, async known => {
      visit.attempt.tenantId = known.account.tenant.id;
      return show(known, interaction, visit);
    }),
  submit: (interaction, form, visit) =>
    withAccount(interaction, visit, known => {
      const code = form.get('code') ?? '';
      switch (form.get('action')) {
        case 'enrol':
          return Promise.resolve(enrol(known, interaction, visit));
        case 'confirm':
          return confirm(known, interaction, code, visit);
        case 'remove':
          return remove(known, interaction, code, visit);
        case 'sign-out':
          return signOut(known, visit);
        default: {
          const { enrolling: _ended, ...rest } = interaction;
          return Promise.resolve(show(known, rest, visit));
        }
      }
    }),
  cancel: async (_interaction, { language }) => signedOutPage({ signInAgain: OWN_ACCOUNT_PATH }, language),
};

/** `/account`. */
export const handleOwnAccount = async (
  request: HttpRequest,
  services: AuthorizeServices,
): Promise<HttpReply> => {
  const form = parseForm(Buffer.from(request.queryText));
  const visit = await openVisit(request, form.ok ? form.value : new Map(), services);
  const reply = await ownAccountFlow.resume(
    {
      flow: 'own-account',
      version: 'v2',
      tenantSegment: 'common',
      parameters: request.queryText,
      step: 'credentials',
    },
    visit,
  );
  return withBrowserCookie(reply, visit.browser);
};
