import type { HttpRequest, Route } from '@vakt/contract/http';
import { type Html, html } from '@vakt/identity/pages/html';
import { exampleCommands } from '../demo/commands.ts';
import { page } from './page.ts';

/** What the front page may show of the demo tenant: nothing secret. */
export interface DemoFacts {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credentialsFile: string;
}

const demoSection = (demo: DemoFacts): Html => html`
  <h2>The demo tenant</h2>
  <p>Tenant <code>${demo.tenantId}</code>, application <code>${demo.clientId}</code>. The secret is in
  <code>${demo.credentialsFile}</code>. In a terminal:</p>
  ${exampleCommands(demo.credentialsFile).map(
    ({ purpose, command }) => html`<p>${purpose}:</p><pre><code>${command}</code></pre>`,
  )}`;

const content = (origin: string, version: string, demo: DemoFacts | undefined): Html => html`
  <h1>Vakt</h1>
  <p>The Microsoft Defender for Endpoint and Microsoft 365 Defender APIs, and the OAuth 2.0 authority in front of them,
  self-hosted. Version ${version}. Independent of Microsoft.</p>
  <p><a href="/portal/">Open the portal</a>: register an application, permit it, consent, make a secret, copy the request, look
  into the token.</p>
  <h2>What runs here</h2>
  <dl>
    <dt><a href="/portal/"><code>${origin}/portal/</code></a></dt><dd>the portal, for a browser</dd>
    <dt><code>${origin}/{tenant}/oauth2/v2.0/token</code></dt><dd>the authority, also v1: <code>/{tenant}/oauth2/token</code></dd>
    <dt><code>${origin}/api/</code></dt><dd>Defender for Endpoint and Defender XDR:
      <a href="/permissions">which call needs which permission</a>, <a href="/openapi.json">OpenAPI</a></dd>
    <dt><code>${origin}/v1.0/</code></dt><dd>the Microsoft Graph subset: applications, service principals, consent, detection rules</dd>
    <dt><code>${origin}/intake/</code></dt><dd>events on their way in</dd>
    <dt><a href="/healthz"><code>/healthz</code></a>, <a href="/readyz"><code>/readyz</code></a>,
      <a href="/metrics"><code>/metrics</code></a></dt><dd>operations</dd>
  </dl>
  <h2>The five steps in a terminal</h2>
  <ol>
    <li><b>Register</b> an application: <code>npx vakt app create "My tool"</code></li>
    <li><b>Permit</b>: <code>npx vakt app permission add --app ID Alert.Read.All</code>, then <code>npx vakt app consent --app ID</code></li>
    <li><b>Prove</b>: <code>npx vakt app secret add --app ID</code>; its value is shown once</li>
    <li><b>Token</b>: client credentials at the token endpoint above</li>
    <li><b>Call</b>: <code>Authorization: Bearer …</code></li>
  </ol>
  ${demo ? demoSection(demo) : html`<p class="quiet">There is no demo tenant here: this server was started without --demo.</p>`}`;

/** `/`: what runs here and what to do next. */
export const frontPageRoute = (version: string, demo: () => DemoFacts | undefined): Route => ({
  method: 'GET',
  path: '/',
  handle: async ({ origin }: HttpRequest) => page('Vakt', content(origin, version, demo())),
});
