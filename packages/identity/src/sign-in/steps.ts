import { fail, ok, type Result } from '@vakt/contract/result';
import type { BrowserSession } from '@vakt/store/sign-in/browser-sessions';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import type { Account } from '../accounts/account.ts';
import type { Form } from '../authority/form.ts';
import type { SignInProblem } from '../pages/sign-in-page.ts';
import { rememberSignIn } from './browser.ts';
import type { KnownAccount } from './known-accounts.ts';
import type { Visit } from './visit.ts';

const PROBLEMS: ReadonlyMap<number, SignInProblem> = new Map<number, SignInProblem>([
  [50126, 'wrong-password'],
  [50034, 'unknown-account'],
  [50053, 'locked'],
  [50057, 'disabled'],
  [50056, 'no-password'],
  [50020, 'not-in-tenant'],
]);

/** What the sign-in page says of a refusal. */
export const problemOf = ({ number }: Refusal): SignInProblem => PROBLEMS.get(number) ?? 'wrong-password';

const DAY_MS = 86_400_000;

const checkPassword = async (
  username: string,
  password: string,
  { request, attempt, services: { tenants, signIns } }: Visit,
): Promise<Result<Account, Refusal>> => {
  const domain = username.slice(username.lastIndexOf('@') + 1);
  const tenant = username.includes('@') ? await tenants.find(domain) : undefined;
  if (!tenant?.ok) return fail(refusal(50034, { user: username, tenant: domain }));
  attempt.tenantId = tenant.value.id;
  attempt.user = { userPrincipalName: username };
  const user = await signIns.signIn(tenant.value, username, password, request.remoteAddress, known =>
    attempt.isOf({ tenant: tenant.value, user: known }),
  );
  return user.ok ? ok({ tenant: tenant.value, user: user.value }) : user;
};

/** The password page's answer: a session, or what the page says is wrong. */
export const submitCredentials = async (
  form: Form,
  visit: Visit,
): Promise<Result<BrowserSession, SignInProblem>> => {
  const username = (form.get('username') ?? '').trim();
  const password = form.get('password') ?? '';
  if (username === '' || password === '') return fail('missing-fields');
  const account = await checkPassword(username, password, visit);
  if (!account.ok) {
    await visit.attempt.refuse(account.error);
    return fail(problemOf(account.error));
  }
  visit.attempt.isOf(account.value);
  const proven = {
    account: account.value,
    authenticationMethods: ['pwd'],
    isRemembered: form.has('remember'),
  };
  return ok(await rememberSignIn(visit.browser, proven, visit.services));
};

/** Notes that the person of a session proved a second factor besides. */
export const addSecondFactor = (
  { account, session }: KnownAccount,
  { browser, services }: Visit,
): Promise<BrowserSession> => {
  const isRemembered = session.expires_at.getTime() - services.clock.now() > DAY_MS;
  return rememberSignIn(browser, { account, authenticationMethods: ['pwd', 'mfa'], isRemembered }, services);
};

/** The code page's answer: the session with its second factor, or what is wrong. */
export const submitCode = async (
  form: Form,
  { account, session }: KnownAccount,
  visit: Visit,
): Promise<Result<BrowserSession, 'wrong-code' | 'locked'>> => {
  const { services, attempt } = visit;
  const checked = await services.secondFactors.check(account, form.get('code') ?? '');
  if (!checked.ok) {
    attempt.isOf(account);
    await attempt.refuse(checked.error);
    return fail(checked.error.number === 50053 ? 'locked' : 'wrong-code');
  }
  return ok(await addSecondFactor({ account, session }, visit));
};
