import type { HttpReply } from '@vakt/contract/http';
import { Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { textsOf } from './texts.ts';

export interface FormPostView {
  /** The application's redirect URI, checked against its registration. */
  readonly target: string;
  /** The authorization reply: `code`, `state`, `session_state`, or `error` and what belongs to it. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Sends the form. Through the prototype: a field named `submit` hides the form's own method. */
const SUBMIT = 'HTMLFormElement.prototype.submit.call(document.forms[0])';

/**
 * The authorization reply as a form that posts itself to the application (OAuth 2.0 Form Post Response Mode).
 *
 * The policy leaves open where a form goes: browsers hold to it the redirects too that the application answers with, to
 * hosts that nobody here can know. The application sees where the form comes from (`Origin`), as some insist on.
 */
export const formPostPage = ({ target, fields }: FormPostView, language: Language): HttpReply => {
  const { formPost, actions } = textsOf(language);
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`,
  );
  return pageReply({
    language,
    title: formPost.title,
    formTargets: 'anywhere',
    showsOrigin: true,
    script: SUBMIT,
    content: html`<h1>${formPost.title}</h1>
<form method="post" action="${target}" accept-charset="utf-8">
${inputs}
<noscript><p>${formPost.explanation}</p><button class="main" type="submit">${actions.continue}</button></noscript>
</form>
<script>${new Html(SUBMIT)}</script>`,
  });
};
