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
  const { granted } = textsOf(language);
  const sentence = view.forOrganization ? granted.forOrganization : granted.forUser;
  return pageReply({
    language,
    title: granted.title,
    content: html`<h1>${granted.title}</h1>
<p>${sentence(html`<strong>${displayName(view.application.name)}</strong>`, displayName(view.organization))}</p>
${permissionList(view.permissions, language)}
<label for="tenant-id">${granted.tenantId}</label>
<input type="text" class="plain" id="tenant-id" readonly value="${view.tenantId}" autocomplete="off" aria-describedby="tenant-id-hint">
<p class="hint" id="tenant-id-hint">${granted.tenantIdHint}</p>
<h2>${granted.next}</h2>
<p>${granted.handOver(displayName(view.application.publisher))}</p>
<p>${granted.revoke}</p>
<p>${granted.close}</p>`,
  });
};
