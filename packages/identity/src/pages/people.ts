import { displayName } from './display-name.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { textsOf } from './texts.ts';
import type { AccountView } from './view.ts';

/** Which account the person acts with: nobody should consent with the wrong one. */
export const signedInAs = (
  { username, displayName: name, organization }: AccountView,
  language: Language,
): Html => html`
<p class="who"><span>${textsOf(language).account.signedInAs}</span><strong>${displayName(name)}</strong>
<span>${displayName(username)}, ${displayName(organization)}</span></p>`;
