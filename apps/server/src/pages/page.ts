import { createHash } from 'node:crypto';
import type { HttpReply } from '@vakt/contract/http';
import { type Html, html } from '@vakt/identity/pages/html';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #d5dae1; --soft: #f3f5f8; --mark: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --paper: #14171b; --line: #343a42; --soft: #1d2127; --mark: #7db8f5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.9rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .5rem; }
a { color: var(--mark); } code { font: .92em ui-monospace, monospace; overflow-wrap: anywhere; } pre code { overflow-wrap: normal; }
dt { margin-top: .7rem; } dd { margin: 0 0 0 1rem; }
td code { display: block; white-space: nowrap; } small { display: block; opacity: .8; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
.wide { overflow-x: auto; } .quiet { opacity: .75; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing but the page itself: no script, no foreign host, no frame around it. */
const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** A whole page of Vakt's own, without scripts. */
export const page = (title: string, content: Html): HttpReply => {
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`;
  const body = html`<title>${title}</title></head><body>${content}</body></html>`.text;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'referrer-policy': 'no-referrer',
    },
    body: `${head}<style>${STYLE}</style>${body}`,
  };
};
