import type { HttpReply } from '@vakt/contract/http';
import { formPostPage } from '../pages/form-post-page.ts';
import type { Language } from '../pages/language.ts';
import type { Redirect } from './redirect-uri.ts';
import type { ResponseMode } from './response-mode.ts';

/** What the application is told; parameters without a value are left out. */
export type ReplyParameters = Readonly<Record<string, string | undefined>>;

const given = (parameters: ReplyParameters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** A redirect URI without a path gets one, as the real service does (reference: identity, section 2.4). */
const withPath = (uri: string): string => uri.replace(/^(https?:\/\/[^/?#]+)(?=[?#]|$)/i, '$1/');

/** Form-encoded, with `%20` for a space, so that every reader of either place understands it. */
const encode = (parameters: ReplyParameters): string =>
  new URLSearchParams(given(parameters)).toString().replaceAll('+', '%20');

const locationOf = (uri: string, mode: 'query' | 'fragment', parameters: ReplyParameters): string => {
  const target = withPath(uri);
  if (mode === 'fragment') return `${target}#${encode(parameters)}`;
  return `${target}${target.includes('?') ? '&' : '?'}${encode(parameters)}`;
};

/** Sends the browser back to the application. */
export const redirectReply = (
  { uri }: Redirect,
  mode: ResponseMode,
  parameters: ReplyParameters,
  language: Language,
): HttpReply =>
  mode === 'form_post'
    ? formPostPage({ target: withPath(uri), fields: given(parameters) }, language)
    : {
        status: 302,
        headers: { location: locationOf(uri, mode, parameters), 'cache-control': 'no-store' },
      };
