import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { actions, checkbox, form, mainButton, otherButton } from './fields.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { signedInAs } from './people.ts';
import { permissionList } from './permission-list.ts';
import { type Texts, textsOf } from './texts.ts';
import type { AccountView, ApplicationView, PermissionView, RedirectingFormView } from './view.ts';

export interface ConsentView extends RedirectingFormView {
  readonly account: AccountView;
  readonly application: ApplicationView;
  readonly permissions: readonly PermissionView[];
  /**
   * Whom the answer counts for: the person; the person, or everyone when the box is ticked; everyone (the administrator's
   * consent, where no box stands).
   */
  readonly mode: 'user' | 'user-or-organization' | 'organization';
  /** The host that the browser goes to after the answer; absent when it stays with Vakt. */
  readonly returnsTo?: string | undefined;
}

const purpose = ({ mode, application, account }: ConsentView, { consent }: Texts): Html => {
  const name = html`<strong>${displayName(application.name)}</strong>`;
  return mode === 'organization'
    ? html`<p>${consent.forOrganization(name, displayName(account.organization))}</p>`
    : html`<p>${consent.forUser(name)}</p>`;
};

const publisher = ({ application }: ConsentView, { consent }: Texts): Html => {
  const { publisherDomain: domain } = application;
  return html`<dd>${displayName(application.publisher)}${domain === undefined ? undefined : html` (${displayName(domain)})`}</dd>
<dd>${application.isOwnOrganization ? consent.ownOrganization : html`<strong>${consent.unverified}</strong>`}</dd>`;
};

const aboutApplication = (view: ConsentView, texts: Texts): Html => html`
<dl><dt>${texts.consent.publisher}</dt>${publisher(view, texts)}
<dt>${texts.consent.applicationId}</dt><dd><code>${displayName(view.application.appId)}</code></dd></dl>`;

const answer = ({ mode, returnsTo }: ConsentView, { consent, actions: labels }: Texts): Html => html`
${mode === 'user-or-organization' ? checkbox('organization', consent.organizationCheckbox, consent.organizationHint) : undefined}
<p class="hint">${consent.trust}</p>
${returnsTo === undefined ? undefined : html`<p class="hint">${consent.returnsTo(displayName(returnsTo))}</p>`}
${actions(mainButton('accept', labels.accept), otherButton('other', labels.useAnother), otherButton('cancel', labels.cancel))}`;

/**
 * Asks whether an application may have permissions.
 *
 * Posts `action=accept`, `action=other` or `action=cancel`, and `organization=true` when the box stands there and is ticked. What is asked
 * for is not among the fields: whoever handles the answer reads it from the request again.
 */
export const consentPage = (view: ConsentView, language: Language): HttpReply => {
  const texts = textsOf(language);
  const { title, permissions } = texts.consent;
  return pageReply({
    language,
    title,
    formTargets: view.formTargets,
    content: html`<h1>${title}</h1>
${signedInAs(view.account, language)}
${purpose(view, texts)}
${aboutApplication(view, texts)}
<h2>${permissions}</h2>
${permissionList(view.permissions, language)}
${form(view, answer(view, texts))}`,
  });
};
