import type { HttpReply } from '@vakt/contract/http';
import { type AccountPageView, accountPage } from '../../src/pages/account-page.ts';
import { accountPickerPage } from '../../src/pages/account-picker-page.ts';
import { approvalNeededPage } from '../../src/pages/approval-needed-page.ts';
import { consentGrantedPage } from '../../src/pages/consent-granted-page.ts';
import { type ConsentView, consentPage } from '../../src/pages/consent-page.ts';
import { continuePage } from '../../src/pages/continue-page.ts';
import {
  deviceCodeConfirmPage,
  deviceCodeEntryPage,
  deviceCodeOutcomePage,
} from '../../src/pages/device-code-page.ts';
import { formPostPage } from '../../src/pages/form-post-page.ts';
import type { Language } from '../../src/pages/language.ts';
import { nativeClientPage } from '../../src/pages/native-client-page.ts';
import { refusalPage } from '../../src/pages/refusal-page.ts';
import { type SignInView, signInPage } from '../../src/pages/sign-in-page.ts';
import { signedOutPage } from '../../src/pages/signed-out-page.ts';
import { verificationCodePage } from '../../src/pages/verification-code-page.ts';
import type { AccountView, ApplicationView, PermissionView } from '../../src/pages/view.ts';

/** What stands wherever a page shows somebody else's text. */
export type Words = (what: string) => string;

export const form = { action: '/sign-in', ctx: 'sealed.token-1', formTargets: ['https://app.example/back'] };

export const accountNamed = (words: Words): AccountView => ({
  username: words('alex@contoso.example'),
  displayName: words('Alex Berg'),
  organization: words('Contoso'),
});

export const applicationNamed = (words: Words): ApplicationView => ({
  name: words('Threat Watch'),
  appId: words('0b1f2c3d-1111-4222-8333-444455556666'),
  publisher: words('Fabrikam'),
  publisherDomain: words('fabrikam.example'),
  isOwnOrganization: false,
});

export const permissionsNamed = (words: Words): readonly PermissionView[] =>
  (['Role', 'Scope'] as const).map(kind => ({
    resource: words('WindowsDefenderATP'),
    displayName: words(`Read alerts (${kind})`),
    description: words('Read every alert of the tenant.'),
    value: words('Alert.Read.All'),
    kind,
  }));

/** A view of each page that has many, to vary in a test. */
export const signInView = (words: Words = what => what): SignInView => ({
  ...form,
  applicationName: words('Threat Watch'),
  organization: words('Contoso'),
  username: words('alex@contoso.example'),
});

export const consentView = (words: Words = what => what): ConsentView => ({
  ...form,
  account: accountNamed(words),
  application: applicationNamed(words),
  permissions: permissionsNamed(words),
  mode: 'user-or-organization',
  returnsTo: words('app.example'),
});

export const accountView = (words: Words = what => what): AccountPageView => ({
  action: form.action,
  ctx: form.ctx,
  account: accountNamed(words),
  twoStep: { state: 'enrolled' },
});

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Every page of the authority in each of its shapes. */
export const pagesWith = (words: Words): Readonly<Record<string, (language: Language) => HttpReply>> => {
  const account = accountNamed(words);
  const application = applicationNamed(words);
  const permissions = permissionsNamed(words);
  const accounts = [true, false].map((signedIn, id) => ({ ...account, id: words(`${id}`), signedIn }));
  const refusal = { status: 400, number: 50011 as const, traceId: words('t'), correlationId: words('c') };
  const applicationName = application.name;
  return {
    'sign-in': language => signInPage(signInView(words), language),
    'sign-in, refused': language => signInPage({ ...signInView(words), problem: 'wrong-password' }, language),
    'sign-in, bare': language => signInPage({ ...form, username: '' }, language),
    'account picker': language => accountPickerPage({ ...form, applicationName, accounts }, language),
    'verification code': language => verificationCodePage({ ...form, account }, language),
    'verification code, refused': language =>
      verificationCodePage({ ...form, account, problem: 'wrong-code' }, language),
    consent: language => consentPage(consentView(words), language),
    'consent of a user': language => consentPage({ ...consentView(words), mode: 'user' }, language),
    'consent of an administrator': language =>
      consentPage({ ...consentView(words), mode: 'organization' }, language),
    'approval needed': language =>
      approvalNeededPage(
        { ...form, account, application, permissions, administrators: [words('Maja Lund')] },
        language,
      ),
    'consent granted': language =>
      consentGrantedPage(
        {
          application,
          permissions,
          organization: words('Contoso'),
          tenantId: '11111111-2222-4333-8444-555555555555',
          forOrganization: true,
        },
        language,
      ),
    'device code': language => deviceCodeEntryPage({ ...form, userCode: words('ABCD12345') }, language),
    'device code, refused': language =>
      deviceCodeEntryPage({ ...form, userCode: words('ABCD12345'), problem: 'expired' }, language),
    'device code to confirm': language =>
      deviceCodeConfirmPage(
        {
          ...form,
          account,
          applicationName,
          organization: words('Contoso'),
          requestedFrom: words('203.0.113.7'),
          userCode: words('ABCD12345'),
        },
        language,
      ),
    'device code done': language => deviceCodeOutcomePage({ outcome: 'done', applicationName }, language),
    'device code declined': language =>
      deviceCodeOutcomePage({ outcome: 'declined', applicationName }, language),
    'signed out': language => signedOutPage({ signInAgain: '/account' }, language),
    'account without two steps': language =>
      accountPage({ ...accountView(words), twoStep: { state: 'not-enrolled' } }, language),
    'account enrolling': language =>
      accountPage(
        {
          ...accountView(words),
          twoStep: { state: 'enrolling', secret, uri: `otpauth://totp/Vakt?secret=${secret}` },
        },
        language,
      ),
    'account with two steps': language =>
      accountPage({ ...accountView(words), notice: 'enrolled' }, language),
    'account, code refused': language =>
      accountPage({ ...accountView(words), problem: 'wrong-code' }, language),
    refusal: language =>
      refusalPage({ ...refusal, text: words('No.'), timestamp: words('2026-01-01 00:00:00Z') }, language),
    'form post': language =>
      formPostPage(
        { target: 'https://app.example/back', fields: { code: 'c', state: words('s') } },
        language,
      ),
    'native client': language => nativeClientPage(language),
    continue: language =>
      continuePage(
        `https://app.example/back?state=${encodeURIComponent(words('s').toWellFormed())}`,
        language,
      ),
  };
};

export const bodyOf = ({ body }: HttpReply): string => String(body);
