import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { actions, form, mainButton, otherButton } from './fields.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { signedInAs } from './people.ts';
import { permissionList } from './permission-list.ts';
import { type Texts, textsOf } from './texts.ts';
import type { AccountView, ApplicationView, PermissionView, RedirectingFormView } from './view.ts';

export interface ApprovalNeededView extends RedirectingFormView {
  readonly account: AccountView;
  readonly application: ApplicationView;
  /** Those that the signed-in person may not grant. */
  readonly permissions: readonly PermissionView[];
  /** Names of people who may grant them; empty when they are not to be shown. */
  readonly administrators: readonly string[];
}

/** A page names a few people to ask, not the staff. */
const MOST_ADMINISTRATORS = 5;

const whoHelps = ({ administrators }: ApprovalNeededView, { approval }: Texts): Html => html`
<h2>${approval.whoHelps}</h2>
<p>${approval.whatToDo}</p>
${
  administrators.length === 0
    ? undefined
    : html`<ul>${administrators.slice(0, MOST_ADMINISTRATORS).map(name => html`<li>${displayName(name)}</li>`)}</ul>`
}`;

/**
 * Says that only an administrator can grant what the application asks for (AADSTS90094).
 *
 * Posts `action=other` to sign in with another account, or `action=cancel` to go back to the application.
 */
export const approvalNeededPage = (view: ApprovalNeededView, language: Language): HttpReply => {
  const texts = textsOf(language);
  const { approval } = texts;
  return pageReply({
    language,
    title: approval.title,
    formTargets: view.formTargets,
    content: html`<h1>${approval.title}</h1>
${signedInAs(view.account, language)}
<p>${approval.explanation(html`<strong>${displayName(view.application.name)}</strong>`, displayName(view.account.organization))}</p>
<h2>${approval.permissions}</h2>
${permissionList(view.permissions, language)}
${whoHelps(view, texts)}
<p>${approval.haveAdminAccount}</p>
${form(view, actions(mainButton('other', approval.useAnother), otherButton('cancel', approval.back)))}
<p class="hint">${approval.code}: <code>AADSTS90094</code></p>`,
  });
};
