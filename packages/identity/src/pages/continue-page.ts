import type { HttpReply } from '@vakt/contract/http';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { textsOf } from './texts.ts';

/**
 * Sends the browser on to `target`, a redirect URI with its reply, after a form of ours.
 *
 * A redirect would not do: Chromium holds every redirect that follows a form to the page's `form-action`, also those that
 * the application makes afterwards, to hosts that nobody here can know.
 */
export const continuePage = (target: string, language: Language): HttpReply => {
  const { formPost, actions } = textsOf(language);
  return pageReply({
    language,
    title: formPost.title,
    goesTo: target,
    content: html`<h1>${formPost.title}</h1>
<p>${formPost.explanation}</p>
<p><a href="${target}">${actions.continue}</a></p>`,
  });
};
