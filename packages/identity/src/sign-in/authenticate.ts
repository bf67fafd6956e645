import type { HttpReply } from '@vakt/contract/http';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Prompt } from '../authorize/prompt.ts';
import { accountPickerPage } from '../pages/account-picker-page.ts';
import { type SignInProblem, signInPage } from '../pages/sign-in-page.ts';
import { verificationCodePage } from '../pages/verification-code-page.ts';
import type { Interaction } from './interaction.ts';
import { accountView, findKnownAccounts, type KnownAccount } from './known-accounts.ts';
import { formOf, type Visit } from './visit.ts';

/** What a person signs in for. */
export interface SignInTarget {
  readonly interaction: Interaction;
  readonly applicationName?: string | undefined;
  /** The tenant that is signed in to, when the request names one. */
  readonly organization?: string | undefined;
  /** Where the answer to a form may lead, besides Vakt. */
  readonly formTargets: readonly string[];
  readonly prompts: ReadonlySet<Prompt>;
  readonly loginHint?: string | undefined;
  /** The session that the application means, by the `sid` of an id token. */
  readonly sessionHint?: string | undefined;
}

/** A signed-in account; or a page on the way to one; or why there will be none without a page. */
export type Authentication =
  | { readonly kind: 'signed-in'; readonly known: KnownAccount }
  | { readonly kind: 'page'; readonly reply: HttpReply }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Asks for name and password. */
export const askForCredentials = (
  target: SignInTarget,
  visit: Visit,
  { username = target.loginHint ?? '', problem }: { username?: string; problem?: SignInProblem } = {},
): HttpReply => {
  const { sessionId: _chosen, ...interaction } = target.interaction;
  return signInPage(
    {
      ...formOf(visit, { ...interaction, step: 'credentials' }),
      applicationName: target.applicationName,
      organization: target.organization,
      formTargets: target.formTargets,
      username,
      problem,
    },
    visit.language,
  );
};

const askForAccount = (target: SignInTarget, visit: Visit, accounts: readonly KnownAccount[]): HttpReply =>
  accountPickerPage(
    {
      ...formOf(visit, { ...target.interaction, step: 'account' }),
      applicationName: target.applicationName,
      formTargets: target.formTargets,
      accounts: accounts.map(({ session, account }) => ({
        ...accountView(account),
        id: session.id,
        signedIn: true,
      })),
    },
    visit.language,
  );

/** Asks for the second factor of an account that has one. */
export const askForCode = (
  target: SignInTarget,
  visit: Visit,
  { session, account }: KnownAccount,
  problem?: 'wrong-code' | 'locked',
): HttpReply =>
  verificationCodePage(
    {
      ...formOf(visit, { ...target.interaction, step: 'code', sessionId: session.id }),
      formTargets: target.formTargets,
      account: accountView(account),
      problem,
    },
    visit.language,
  );

const isNamed = ({ account }: KnownAccount, loginHint: string): boolean =>
  account.user.user_principal_name.toLowerCase() === loginHint.toLowerCase();

/** The accounts that the application can mean; all of them when it gives no hint. */
const findMeant = (
  { loginHint, sessionHint }: SignInTarget,
  accounts: readonly KnownAccount[],
): readonly KnownAccount[] => {
  const ofSession = accounts.filter(({ session }) => session.id === sessionHint);
  if (ofSession.length > 0) return ofSession;
  return loginHint ? accounts.filter(account => isNamed(account, loginHint)) : accounts;
};

const refused = (number: 50058 | 16000): Authentication => ({ kind: 'refused', refusal: refusal(number) });

/** Without a page there must be one account that is meant, and one only (reference: identity, section 6.1). */
const chooseSilently = (target: SignInTarget, accounts: readonly KnownAccount[]): Authentication => {
  const [known, another] = findMeant(target, accounts);
  if (!known) return refused(50058);
  return another ? refused(16000) : { kind: 'signed-in', known };
};

const chooseWithPages = (
  target: SignInTarget,
  visit: Visit,
  accounts: readonly KnownAccount[],
): Authentication => {
  const { prompts } = target;
  const credentials = (): Authentication => ({ kind: 'page', reply: askForCredentials(target, visit) });
  const picker = (): Authentication => ({ kind: 'page', reply: askForAccount(target, visit, accounts) });
  if (prompts.has('login') || prompts.has('create') || accounts.length === 0) return credentials();
  if (prompts.has('select_account')) return picker();
  const [known, another] = findMeant(target, accounts);
  if (!known) return credentials();
  return another ? picker() : { kind: 'signed-in', known };
};

const needsCode = ({ session, account }: KnownAccount): boolean =>
  account.user.totp_secret !== null && !session.authentication_methods.split(' ').includes('mfa');

/** Finds out as whom the person continues, asking where it must and may. */
export const authenticate = async (target: SignInTarget, visit: Visit): Promise<Authentication> => {
  const accounts = await findKnownAccounts(visit);
  const { sessionId } = target.interaction;
  const isSilent = target.prompts.has('none');
  const chosen = accounts.find(({ session }) => session.id === sessionId);
  const choice: Authentication = chosen
    ? { kind: 'signed-in', known: chosen }
    : isSilent
      ? chooseSilently(target, accounts)
      : chooseWithPages(target, visit, accounts);
  if (choice.kind !== 'signed-in' || !needsCode(choice.known)) return choice;
  visit.attempt.isOf(choice.known.account);
  if (isSilent)
    return { kind: 'refused', refusal: refusal(50076, { resource: target.applicationName ?? 'Vakt' }) };
  await visit.attempt.refuse(refusal(50074));
  return { kind: 'page', reply: askForCode(target, visit, choice.known) };
};
