import type { HttpReply } from '@vakt/contract/http';
import { displayName } from './display-name.ts';
import { actions, form, mainButton, otherButton, problemParagraph, textField } from './fields.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageReply } from './layout.ts';
import { signedInAs } from './people.ts';
import { type Texts, textsOf } from './texts.ts';
import type { AccountView, FormView } from './view.ts';

/** Why the last code was refused. */
export type DeviceCodeProblem = keyof Texts['device']['problems'];

export interface DeviceCodeEntryView extends FormView {
  /** As typed last time; empty at first. */
  readonly userCode: string;
  readonly problem?: DeviceCodeProblem | undefined;
}

export interface DeviceCodeConfirmView extends FormView {
  readonly account: AccountView;
  readonly applicationName: string;
  /** The organization that the device signs in to. */
  readonly organization: string;
  /** The address that asked for the code. */
  readonly requestedFrom: string;
  readonly userCode: string;
}

export interface DeviceCodeOutcomeView {
  readonly outcome: 'done' | 'declined';
  readonly applicationName: string;
}

/**
 * Asks for the code that another device shows.
 *
 * Posts `user_code` as typed, and `action=continue` or `action=cancel`.
 */
export const deviceCodeEntryPage = (view: DeviceCodeEntryView, language: Language): HttpReply => {
  const { device, actions: labels } = textsOf(language);
  const field = textField({
    name: 'user_code',
    label: device.code,
    value: view.userCode,
    autocomplete: 'off',
    isCode: true,
    isInvalid: view.problem !== undefined,
    hasFocus: true,
  });
  return pageReply({
    language,
    title: device.title,
    hasProblem: view.problem !== undefined,
    formTargets: [],
    content: html`<h1>${device.title}</h1>
${problemParagraph(view.problem && device.problems[view.problem])}
<p>${device.explanation}</p>
${form(
  view,
  html`${field}
<p class="hint">${device.warning}</p>
${actions(mainButton('continue', labels.continue), otherButton('cancel', labels.cancel))}`,
)}`,
  });
};

const request = (view: DeviceCodeConfirmView, { device }: Texts): Html => html`
<dl><dt>${device.application}</dt><dd><strong>${displayName(view.applicationName)}</strong></dd>
<dt>${device.organization}</dt><dd>${displayName(view.organization)}</dd>
<dt>${device.requestedFrom}</dt><dd>${displayName(view.requestedFrom)}</dd>
<dt>${device.shownCode}</dt><dd><code>${displayName(view.userCode)}</code></dd></dl>`;

/**
 * Shows who asked for the code, and asks whether it was the person who typed it.
 *
 * Posts `action=continue` or `action=cancel`.
 */
export const deviceCodeConfirmPage = (view: DeviceCodeConfirmView, language: Language): HttpReply => {
  const texts = textsOf(language);
  const { device, actions: labels } = texts;
  return pageReply({
    language,
    title: device.confirmTitle,
    formTargets: [],
    content: html`<h1>${device.confirmTitle}</h1>
<p>${device.confirm(displayName(view.applicationName))}</p>
${request(view, texts)}
<p class="notice">${device.warning}</p>
${signedInAs(view.account, language)}
${form(view, actions(mainButton('continue', labels.continue), otherButton('cancel', labels.cancel)))}`,
  });
};

/** The end of it, on this device. */
export const deviceCodeOutcomePage = (view: DeviceCodeOutcomeView, language: Language): HttpReply => {
  const { device } = textsOf(language);
  const isDone = view.outcome === 'done';
  const title = isDone ? device.doneTitle : device.declinedTitle;
  const sentence = isDone ? device.done : device.declined;
  return pageReply({
    language,
    title,
    content: html`<h1>${title}</h1>
<p>${sentence(html`<strong>${displayName(view.applicationName)}</strong>`)}</p>`,
  });
};
