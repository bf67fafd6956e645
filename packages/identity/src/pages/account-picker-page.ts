import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { actions, form, otherButton } from './fields.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { textsOf } from './texts.ts';
import type { AccountView, RedirectingFormView } from './view.ts';

/** An account that this browser knows. */
export interface KnownAccount extends AccountView {
  /** Comes back as the field `account`. */
  readonly id: string;
  /** Whether its session still lives, so that choosing it takes no password. */
  readonly signedIn: boolean;
}

export interface AccountPickerView extends RedirectingFormView {
  /** The application that asked for the sign-in, when there is one. */
  readonly applicationName?: string | undefined;
  readonly accounts: readonly KnownAccount[];
}

const accountItem = (account: KnownAccount, state: string): Html => html`
<li><button class="account" type="submit" name="account" value="${account.id}"><strong>${displayName(account.displayName)}</strong>
<span>${displayName(account.username)}, ${displayName(account.organization)}</span> <span>${state}</span></button></li>`;

/**
 * Lets the person choose among the accounts that the browser knows.
 *
 * Posts `account=<id>`, or `action=other` or `action=cancel`.
 */
export const accountPickerPage = (view: AccountPickerView, language: Language): HttpReply => {
  const { picker, signIn, actions: labels } = textsOf(language);
  const items = view.accounts.map(account =>
    accountItem(account, account.signedIn ? picker.signedIn : picker.signedOut),
  );
  return pageReply({
    language,
    title: picker.title,
    formTargets: view.formTargets,
    content: html`<h1>${picker.title}</h1>
${view.applicationName === undefined ? undefined : html`<p>${signIn.toApplication(displayName(view.applicationName))}</p>`}
${form(
  view,
  html`<ul class="plain-list">${items}</ul>
${actions(otherButton('other', labels.useAnother), otherButton('cancel', labels.cancel))}`,
)}`,
  });
};
