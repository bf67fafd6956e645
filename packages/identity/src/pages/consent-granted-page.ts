import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { permissionList } from './permission-list.ts';
import { textsOf } from './texts.ts';
import type { ApplicationView, PermissionView } from './view.ts';

export interface ConsentGrantedView {
  readonly application: ApplicationView;
  readonly permissions: readonly PermissionView[];
  /** The organization in which they were granted. */
  readonly organization: string;
  readonly tenantId: string;
  /** Whether they were granted for everyone in it, not for one person. */
  readonly forOrganization: boolean;
}

/** What was granted, where consent led to no address outside: with the tenant id that the application's owner needs. */
export const consentGrantedPage = (view: ConsentGrantedView, language: Language): HttpReply => {
  const { granted, consent } = textsOf(language);
  const sentence = view.forOrganization ? granted.forOrganization : granted.forUser;
  return pageReply({
    language,
    title: granted.title,
    content: html`<h1>${granted.title}</h1>
<p>${sentence(html`<strong>${displayName(view.application.name)}</strong>`, displayName(view.organization))}</p>
<h2>${consent.permissions}</h2>
${permissionList(view.permissions, language)}
<label for="tenant-id">${granted.tenantId}</label>
<textarea id="tenant-id" rows="2" readonly autocomplete="off" aria-describedby="tenant-id-hint">${view.tenantId}</textarea>
<p class="hint" id="tenant-id-hint">${granted.tenantIdHint}</p>
<h2>${granted.next}</h2>
<p>${granted.handOver(displayName(view.application.publisher))}</p>
<p>${granted.revoke}</p>
<p>${granted.close}</p>`,
  });
};
