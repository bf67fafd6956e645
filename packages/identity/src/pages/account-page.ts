import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { actions, form, mainButton, otherButton, problemParagraph, textField } from './fields.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { qrCode } from './qr-code.ts';
import { type Texts, textsOf } from './texts.ts';
import type { VerificationProblem } from './verification-code-page.ts';
import type { AccountView, FormView } from './view.ts';

/** Where the account stands with codes from an authenticator app (TOTP). */
export type TwoStepView =
  | { readonly state: 'not-enrolled' }
  | {
      readonly state: 'enrolling';
      /** Base32, to type by hand. */
      readonly secret: string;
      /** `otpauth://totp/…`, to scan. */
      readonly uri: string;
    }
  | { readonly state: 'enrolled' };

export interface AccountPageView extends FormView {
  readonly account: AccountView;
  readonly twoStep: TwoStepView;
  /** Why the last code was refused. */
  readonly problem?: VerificationProblem | undefined;
  /** What the last form did. */
  readonly notice?: keyof Texts['ownAccount']['notices'] | undefined;
}

const codeField = (view: AccountPageView, { verification }: Texts): Html =>
  textField({
    name: 'code',
    label: verification.code,
    hint: verification.codeHint,
    autocomplete: 'one-time-code',
    inputMode: 'numeric',
    isCode: true,
    isInvalid: view.problem !== undefined,
    hasFocus: view.problem !== undefined || view.twoStep.state === 'enrolling',
  });

/** `ABCD EFGH …`: groups of four are easier to copy by eye. */
const inGroups = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(' ');

const twoStepForm = (view: AccountPageView, texts: Texts): Html => {
  const { ownAccount, actions: labels } = texts;
  switch (view.twoStep.state) {
    case 'not-enrolled':
      return html`<p>${ownAccount.off}</p>
${form(view, actions(mainButton('enrol', ownAccount.enrol)))}`;
    case 'enrolling':
      return html`<p>${ownAccount.scan}</p>
${qrCode(view.twoStep.uri, ownAccount.qrLabel)}
<dl><dt>${ownAccount.key}</dt><dd><code>${inGroups(view.twoStep.secret)}</code></dd></dl>
${form(view, html`${codeField(view, texts)}${actions(mainButton('confirm', ownAccount.confirm), otherButton('cancel', labels.cancel))}`)}`;
    case 'enrolled':
      return html`<p>${ownAccount.on}</p><p>${ownAccount.removeExplanation}</p>
${form(view, html`${codeField(view, texts)}${actions(mainButton('remove', ownAccount.remove))}`)}`;
  }
};

const person = ({ account }: AccountPageView, { ownAccount }: Texts): Html => html`
<dl><dt>${ownAccount.name}</dt><dd>${displayName(account.displayName)}</dd>
<dt>${ownAccount.username}</dt><dd>${displayName(account.username)}</dd>
<dt>${ownAccount.organization}</dt><dd>${displayName(account.organization)}</dd></dl>`;

/**
 * The signed-in person's own account.
 *
 * Posts `action=enrol`; `action=confirm` with `code`, or `action=cancel`; `action=remove` with `code`; `action=sign-out`.
 */
export const accountPage = (view: AccountPageView, language: Language): HttpReply => {
  const texts = textsOf(language);
  const { ownAccount, verification, actions: labels } = texts;
  return pageReply({
    language,
    title: ownAccount.title,
    hasProblem: view.problem !== undefined,
    formTargets: [],
    content: html`<h1>${ownAccount.title}</h1>
${problemParagraph(view.problem && verification.problems[view.problem])}
${view.notice && html`<p class="notice" role="status">${ownAccount.notices[view.notice]}</p>`}
${person(view, texts)}
<h2>${ownAccount.twoStep}</h2>
${twoStepForm(view, texts)}
<hr>
${form(view, actions(otherButton('sign-out', labels.signOut)))}`,
  });
};
