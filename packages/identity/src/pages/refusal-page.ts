import type { HttpReply } from '@vakt/contract/http';
import type { AadstsNumber } from '../aadsts/catalogue.ts';
import { displayText, shorten } from './display-name.ts';
import { html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { type Texts, textsOf } from './texts.ts';

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

type Advice = keyof Texts['refusal']['advice'];

/** What the person can do about a refusal; for those not listed there is no better advice than to try again. */
const ADVICE: Readonly<Partial<Record<AadstsNumber, Advice>>> = {
  50001: 'administrator',
  50011: 'redirectUri',
  50020: 'account',
  50034: 'account',
  50057: 'administrator',
  50059: 'tenant',
  50105: 'assignment',
  50194: 'singleTenant',
  65001: 'consent',
  70005: 'malformed',
  90002: 'tenant',
  90014: 'malformed',
  90094: 'consent',
  165000: 'startAgain',
  500011: 'administrator',
  501491: 'malformed',
  700016: 'unknownApplication',
  700054: 'malformed',
  900023: 'tenant',
  900144: 'malformed',
  900491: 'malformed',
  900971: 'redirectUri',
  7000112: 'administrator',
  9002313: 'malformed',
};

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
<p>${refusal.advice[ADVICE[view.number] ?? 'otherwise']}</p>
<h2>${refusal.details}</h2>
<dl>${detail(refusal.code, `AADSTS${view.number}`)}
<dt>${refusal.message}</dt><dd lang="en">${displayText(view.text)}</dd>
${detail(refusal.traceId, view.traceId)}
${detail(refusal.correlationId, view.correlationId)}
${detail(refusal.timestamp, view.timestamp)}</dl>`,
  });
};
