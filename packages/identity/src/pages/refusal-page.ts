import type { HttpReply } from '@vakt/contract/http';
import type { AadstsNumber } from '../aadsts/catalogue.ts';
import { displayText, shorten } from './display-name.ts';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { adviceOn } from './refusal-advice.ts';
import { textsOf } from './texts.ts';

export interface RefusalView {
  readonly status: number;
  /** The number of the refusal, without `AADSTS`. */
  readonly number: AadstsNumber;
  /** The sentence of the catalogue, filled in; English, as on the wire. */
  readonly text: string;
  readonly traceId: string;
  readonly correlationId: string;
  readonly timestamp: string;
}

const LONGEST_ID = 100;

/** A refusal that may not travel to a redirect URI, or has none to travel to: what it is, and what to do. */
export const refusalPage = (view: RefusalView, language: Language): HttpReply => {
  const { refusal } = textsOf(language);
  const detail = (term: string, value: string) =>
    html`<dt>${term}</dt><dd><code>${shorten(value, LONGEST_ID)}</code></dd>`;
  return pageReply({
    language,
    title: refusal.title,
    status: view.status,
    content: html`<h1>${refusal.title}</h1>
<h2>${refusal.whatToDo}</h2>
<p>${adviceOn(view.number, language) ?? refusal.advice.otherwise}</p>
<h2>${refusal.details}</h2>
<dl>${detail(refusal.code, `AADSTS${view.number}`)}
<dt>${refusal.message}</dt><dd lang="en">${displayText(view.text)}</dd>
${detail(refusal.traceId, view.traceId)}
${detail(refusal.correlationId, view.correlationId)}
${detail(refusal.timestamp, view.timestamp)}</dl>`,
  });
};
