import type { HttpReply } from '@vakt/contract/http';
import { actions, form, mainButton, otherButton, problemParagraph, textField } from './fields.ts';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { signedInAs } from './people.ts';
import { type Texts, textsOf } from './texts.ts';
import type { AccountView, RedirectingFormView } from './view.ts';

/** Why the last code was refused. */
export type VerificationProblem = keyof Texts['verification']['problems'];

export interface VerificationCodeView extends RedirectingFormView {
  /** Whose code is asked for: several accounts may share one authenticator app. */
  readonly account: AccountView;
  readonly problem?: VerificationProblem | undefined;
}

/**
 * Asks for the code of an authenticator app (TOTP).
 *
 * Posts `code` as typed, spaces and all, and `action=verify` or `action=cancel`.
 */
export const verificationCodePage = (view: VerificationCodeView, language: Language): HttpReply => {
  const { verification, actions: labels } = textsOf(language);
  const field = textField({
    name: 'code',
    label: verification.code,
    hint: verification.codeHint,
    autocomplete: 'one-time-code',
    inputMode: 'numeric',
    isCode: true,
    isInvalid: view.problem !== undefined,
    hasFocus: true,
  });
  return pageReply({
    language,
    title: verification.title,
    hasProblem: view.problem !== undefined,
    formTargets: view.formTargets,
    content: html`<h1>${verification.title}</h1>
${problemParagraph(view.problem && verification.problems[view.problem])}
${signedInAs(view.account, language)}
<p>${verification.explanation}</p>
${form(
  view,
  html`${field}
${actions(mainButton('verify', verification.submit), otherButton('cancel', labels.cancel))}`,
)}`,
  });
};
