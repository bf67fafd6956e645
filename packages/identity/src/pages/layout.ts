import { createHash } from 'node:crypto';
import type { HttpReply } from '@vakt/contract/http';
import { formActionSources } from './form-action.ts';
import { Html, html } from './html.ts';
import type { Language } from './language.ts';
import { STYLE } from './style.ts';
import { textsOf } from './texts.ts';

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const STYLE_SOURCE = hashSource(STYLE);
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** A watchtower with its lamp lit: Vakt's own mark. */
const MARK = new Html(
  '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path fill="#0f5a4d" d="M2 0h28a2 2 0 0 1 2 2v28a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2z"/><path fill="#fff" d="M16 4l7 5v1H9V9zM10 16h12v2H10zM12 19h8l2 9H10z"/><circle fill="#e9a32b" cx="16" cy="13" r="2.6"/></svg>',
);

/** A page before it has its frame. */
export interface Page {
  readonly language: Language;
  /** The plain title; the browser's tab shows it before the product's name. */
  readonly title: string;
  /** Everything inside `<main>`, its `<h1>` included. */
  readonly content: Html;
  /** 200 when not given. */
  readonly status?: number;
  /** Whether the page has something to mend, so that the title says it first. */
  readonly hasProblem?: boolean;
  /** `nowhere` when not given. A list: Vakt itself, and the redirect URIs that its answer may lead to. */
  readonly formTargets?: readonly string[] | 'anywhere' | 'nowhere';
  /** Whether a host that the page sends to may learn that it was Vakt, and no more than that. */
  readonly showsOrigin?: boolean;
  /** The text of the one script that may run; the page has to hold it byte for byte. */
  readonly script?: string;
  /** Where the browser goes on by itself, at once; begins with a scheme. */
  readonly goesTo?: string;
}

/** The address stands without quotes and so reaches to the end of the attribute, whatever quotes are in it. */
const refresh = (target: string): Html => html`<meta http-equiv="refresh" content="0;url=${target}">\n`;

/** `form-action` is not covered by `default-src`: what is not named there may be sent anywhere. */
const formAction = ({ formTargets = 'nowhere' }: Page): readonly string[] => {
  if (formTargets === 'anywhere') return [];
  if (formTargets === 'nowhere') return ["form-action 'none'"];
  return [`form-action ${["'self'", ...formActionSources(formTargets)].join(' ')}`];
};

/** Nothing but the page itself: no foreign host, no frame around it, no script that is not named here. */
const contentSecurityPolicy = (page: Page): string =>
  [
    "default-src 'none'",
    `style-src ${STYLE_SOURCE}`,
    ...(page.script === undefined ? [] : [`script-src ${hashSource(page.script)}`]),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...formAction(page),
  ].join('; ');

/**
 * No `cross-origin-opener-policy` among them: a library that signs in through a pop-up has to keep hold of its window.
 */
const headersOf = (page: Page): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-language': page.language,
  'content-security-policy': contentSecurityPolicy(page),
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': page.showsOrigin ? 'strict-origin' : 'no-referrer',
});

const frame = ({ language, title, content, hasProblem, goesTo }: Page): Html => {
  const { brand } = textsOf(language);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${goesTo === undefined ? undefined : refresh(goesTo)}<title>${hasProblem ? `${brand.problem}: ` : ''}${title} · Vakt</title>
${STYLE_ELEMENT}
</head>
<body>
<header class="brand">${MARK}<span>Vakt</span></header>
<main>
${content}
</main>
<footer class="foot">${brand.footer}</footer>
</body>
</html>
`;
};

/** Puts a page into Vakt's frame and answers with it, under headers that let it do nothing it need not. */
export const pageReply = (page: Page): HttpReply => ({
  status: page.status ?? 200,
  headers: headersOf(page),
  body: frame(page).text,
});
