import type { Route } from '@vakt/contract/http';
import { operations } from '@vakt/contract/operations';
import type { Operation } from '@vakt/contract/operations/operation';
import { resourceApplications } from '@vakt/contract/resources';
import { type Html, html } from './html.ts';
import { page } from './page.ts';

const list = (permissions: readonly string[]): Html[] => permissions.map(name => html`<code>${name}</code> `);

const row = ({ method, path, summary, permissions, licences }: Operation): Html => html`
  <tr><td><code>${method} /api${path}</code></td><td>${summary}</td><td>${list(permissions.application)}</td>
  <td>${list(permissions.delegated)}</td><td>${resourceApplications[permissions.resource].displayName}</td><td>${licences.join(', ')}</td></tr>`;

const content = html`
  <h1>Which call needs which permission</h1>
  <p>Any one of the named permissions is enough. Application permissions come in a token’s <code>roles</code>, delegated ones
  in its <code>scp</code>; each takes effect with the first token after an administrator’s consent.</p>
  <div class="wide"><table>
    <tr><th>Call</th><th>What it does</th><th>Application permission</th><th>Delegated permission</th><th>Resource</th><th>Plans</th></tr>
    ${operations.map(row)}
  </table></div>
  <p><a href="/">Back to the front page</a></p>`;

/** `/permissions`: made from the contract, so it cannot be wrong about it. */
export const permissionsPageRoute: Route = {
  method: 'GET',
  path: '/permissions',
  handle: async () => page('Permissions · Vakt', content),
};
