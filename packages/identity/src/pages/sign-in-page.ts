import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { actions, checkbox, form, mainButton, otherButton, problemParagraph, textField } from './fields.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { type Texts, textsOf } from './texts.ts';
import type { RedirectingFormView } from './view.ts';

/** Why the last attempt failed. */
export type SignInProblem = keyof Texts['signIn']['problems'];

export interface SignInView extends RedirectingFormView {
  /** The application that asked for the sign-in, when there is one. */
  readonly applicationName?: string | undefined;
  /** As typed last time, or from `login_hint`; empty when not known. */
  readonly username: string;
  readonly problem?: SignInProblem | undefined;
  /** The tenant that is signed in to, when the request names one. */
  readonly organization?: string | undefined;
}

/** The field that each problem is about; the others concern the account or the address as a whole. */
const fieldAtFault = ({ problem, username }: SignInView): 'username' | 'password' | undefined => {
  if (problem === 'wrong-password') return 'password';
  if (problem === 'missing-fields') return username === '' ? 'username' : 'password';
  return problem === undefined || problem === 'too-many' ? undefined : 'username';
};

const purpose = ({ applicationName, organization }: SignInView, { signIn }: Texts): Html => html`
${applicationName === undefined ? undefined : html`<p>${signIn.toApplication(displayName(applicationName))}</p>`}
${organization === undefined ? undefined : html`<p class="quiet">${signIn.toOrganization(displayName(organization))}</p>`}`;

const fields = (view: SignInView, { signIn, actions: labels }: Texts): Html => {
  const faulty = fieldAtFault(view);
  const focused = faulty ?? (view.username === '' ? 'username' : 'password');
  return html`
${textField({ name: 'username', label: signIn.username, hint: signIn.usernameHint, value: view.username, autocomplete: 'username', inputMode: 'email', isInvalid: faulty === 'username', hasFocus: focused === 'username' })}
${textField({ name: 'password', label: signIn.password, type: 'password', autocomplete: 'current-password', isInvalid: faulty === 'password', hasFocus: focused === 'password' })}
${checkbox('remember', signIn.remember)}
${actions(mainButton('sign-in', signIn.submit), otherButton('cancel', labels.cancel))}`;
};

/**
 * Asks for a username and a password.
 *
 * Posts `username`, `password`, `remember=true` when ticked, and `action=sign-in` or `action=cancel`.
 */
export const signInPage = (view: SignInView, language: Language): HttpReply => {
  const texts = textsOf(language);
  const { title, problems } = texts.signIn;
  return pageReply({
    language,
    title,
    hasProblem: view.problem !== undefined,
    formTargets: view.formTargets,
    content: html`<h1>${title}</h1>
${purpose(view, texts)}
${problemParagraph(view.problem && problems[view.problem])}
${form(view, fields(view, texts))}`,
  });
};
