import type { HttpReply } from '@vakt/contract/http';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { textsOf } from './texts.ts';

export interface SignedOutView {
  /** A path on Vakt's own origin to sign in again, when there is one that makes sense. */
  readonly signInAgain?: string | undefined;
}

/** The end of a session. */
export const signedOutPage = ({ signInAgain }: SignedOutView, language: Language): HttpReply => {
  const { signedOut } = textsOf(language);
  return pageReply({
    language,
    title: signedOut.title,
    content: html`<h1>${signedOut.title}</h1>
<p>${signedOut.explanation}</p>
${signInAgain === undefined ? undefined : html`<p><a href="${signInAgain}">${signedOut.signInAgain}</a></p>`}`,
  });
};
