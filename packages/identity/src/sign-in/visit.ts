import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { SignInAttempt } from '../audit/sign-in-attempt.ts';
import type { Form } from '../authority/form.ts';
import type { AuthorizeServices } from '../authorize/services.ts';
import { chooseLanguage, type Language } from '../pages/language.ts';
import type { Browser } from './browser.ts';
import type { Interaction } from './interaction.ts';

/** A person's visit to a page: who asks, from which browser, in which language. */
export interface Visit {
  readonly request: HttpRequest;
  readonly browser: Browser;
  readonly language: Language;
  readonly attempt: SignInAttempt;
  readonly services: AuthorizeServices;
}

/** What a page's form posted, in the interaction that it belongs to. */
export interface PostedForm {
  readonly interaction: Interaction;
  readonly form: Form;
}

export const SIGN_IN_PATH = '/sign-in';

/** The language that the request, or else the browser, asks for. */
export const languageOf = ({ headers }: HttpRequest, form: Form): Language =>
  chooseLanguage({
    uiLocales: form.get('ui_locales'),
    market: form.get('mkt'),
    acceptLanguage: headers['accept-language'],
  });

/** What every page with a form needs. */
export const formOf = (
  { browser, services: { interactions } }: Visit,
  interaction: Interaction,
): { readonly action: string; readonly ctx: string } => ({
  action: SIGN_IN_PATH,
  ctx: interactions.seal(interaction, browser.hash),
});

export type PageHandler = (visit: Visit) => Promise<HttpReply>;
