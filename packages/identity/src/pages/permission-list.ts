import { displayName, displayText } from './display-name.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { type Texts, textsOf } from './texts.ts';
import type { PermissionView } from './view.ts';

const permissionItem = (permission: PermissionView, { consent }: Texts): Html => html`
<li><details><summary><span lang="en">${displayName(permission.displayName)}</span><small>${consent[permission.kind === 'Role' ? 'role' : 'scope']}</small></summary>
${permission.description === '' ? html`<p>${consent.noDescription}</p>` : html`<p lang="en">${displayText(permission.description)}</p>`}
<p><code>${displayName(permission.value)}</code></p></details></li>`;

const resourceSection = ([resource, permissions]: [string, PermissionView[]], texts: Texts): Html => html`
<h3>${displayName(resource)}</h3>
<ul class="plain-list">${permissions.map(permission => permissionItem(permission, texts))}</ul>`;

/** The permissions by resource, each of which opens to say what it allows. Resources describe them in English. */
export const permissionList = (permissions: readonly PermissionView[], language: Language): Html => {
  const byResource = Map.groupBy(permissions, ({ resource }) => resource);
  return html`${[...byResource].map(entry => resourceSection(entry, textsOf(language)))}`;
};
