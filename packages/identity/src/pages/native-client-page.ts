import type { HttpReply } from '@vakt/contract/http';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { textsOf } from './texts.ts';

/** Where a native application's own browser window lands: the application reads the address and closes it. */
export const nativeClientPage = (language: Language): HttpReply => {
  const { title } = textsOf(language).nativeClient;
  return pageReply({ language, title, content: html`<h1>${title}</h1>` });
};
