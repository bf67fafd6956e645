import { type Html, html } from './html.ts';
import type { FormView } from './view.ts';

/** A form that posts to the view's action and brings its token back. */
export const form = ({ action, ctx }: FormView, content: Html): Html => html`
<form method="post" action="${action}" accept-charset="utf-8">
<input type="hidden" name="ctx" value="${ctx}">
${content}
</form>`;

/** The sentence that says what went wrong, read out first; fields point to it by its id. */
export const problemParagraph = (sentence: string | undefined): Html | undefined =>
  sentence === undefined ? undefined : html`<p class="problem" role="alert" id="problem">${sentence}</p>`;

/** A field for text with its label and, below it, its hint. */
export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password';
  readonly autocomplete: 'username' | 'current-password' | 'one-time-code' | 'off';
  readonly value?: string;
  readonly hint?: string | undefined;
  /** Whether the page's problem is about this field. */
  readonly isInvalid?: boolean;
  readonly hasFocus?: boolean;
  /** `numeric` for codes of digits: phones then show a number pad. */
  readonly inputMode?: 'numeric' | 'text' | 'email';
  readonly isCode?: boolean;
}

const describedBy = ({ name, hint, isInvalid }: TextField): Html | undefined => {
  const ids = [...(isInvalid ? ['problem'] : []), ...(hint === undefined ? [] : [`${name}-hint`])];
  return ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : undefined;
};

/** Attributes that a password, a username or a code needs so that the device does not "correct" it. */
const AS_TYPED = html` autocapitalize="none" spellcheck="false"`;

const flag = (isSet: boolean | undefined, attribute: Html): Html | undefined =>
  isSet ? attribute : undefined;

export const textField = (field: TextField): Html => html`
<label for="${field.name}">${field.label}</label>
<input type="${field.type ?? 'text'}" id="${field.name}" name="${field.name}" value="${field.value ?? ''}" autocomplete="${field.autocomplete}" required${AS_TYPED}${flag(field.inputMode !== undefined, html` inputmode="${field.inputMode}"`)}${flag(field.isCode, html` class="code"`)}${flag(field.isInvalid, html` aria-invalid="true"`)}${describedBy(field)}${flag(field.hasFocus, html` autofocus`)}>
${field.hint === undefined ? undefined : html`<p class="hint" id="${field.name}-hint">${field.hint}</p>`}`;

/** A checkbox that is off until somebody ticks it. */
export const checkbox = (name: string, label: string, hint?: string): Html => html`
<label class="check" for="${name}"><input type="checkbox" id="${name}" name="${name}" value="true"${flag(hint !== undefined, html` aria-describedby="${name}-hint"`)}><span>${label}</span></label>
${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>`}`;

/** The button that the page is there for; the Enter key presses it when it is the first. */
export const mainButton = (action: string, label: string): Html =>
  html`<button class="main" type="submit" name="action" value="${action}">${label}</button>`;

/** Any other button; it works however little of the form is filled in. */
export const otherButton = (action: string, label: string): Html =>
  html`<button type="submit" name="action" value="${action}" formnovalidate>${label}</button>`;

export const actions = (...buttons: readonly Html[]): Html => html`<div class="actions">${buttons}</div>`;
