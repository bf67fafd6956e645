import type { Route } from '@vakt/contract/http';
import { operations } from '@vakt/contract/operations';
import { callOf } from '@vakt/contract/operations/address';
import type { Operation } from '@vakt/contract/operations/operation';
import { type ResourceApplication, resourceApplications } from '@vakt/contract/resources';
import { type Html, html } from '@vakt/identity/pages/html';
import { page } from './page.ts';

const list = (permissions: readonly string[]): Html[] => permissions.map(name => html`<code>${name}</code>`);

const row = (operation: Operation): Html => html`
  <tr><td><code>${callOf(operation)}</code><small>${operation.summary}</small></td><td>${list(operation.permissions.application)}</td>
  <td>${list(operation.permissions.delegated)}</td><td>${operation.licences.join(', ')}</td></tr>`;

/** The calls whose permissions one resource application offers. */
const section = (resource: ResourceApplication): Html => html`
  <h2>${resource.displayName}</h2>
  <p class="quiet">Ask for a token with the scope <code>${resource.identifierUris[0] ?? ''}/.default</code></p>
  <div class="wide"><table>
    <tr><th>Call</th><th>Application permission</th><th>Delegated permission</th><th>Plans</th></tr>
    ${operations.filter(({ permissions }) => permissions.resource === resource.name).map(row)}
  </table></div>`;

const offersCalls = ({ name }: ResourceApplication): boolean =>
  operations.some(({ permissions }) => permissions.resource === name);

const content = html`
  <h1>Which call needs which permission</h1>
  <p>Any one of the named permissions is enough. Application permissions come in a token’s roles, delegated ones in its scp;
  each takes effect with the first token after an administrator’s consent.</p>
  ${Object.values(resourceApplications).filter(offersCalls).map(section)}
  <p><a href="/">Back to the front page</a></p>`;

/** `/permissions`: made from the contract, so it cannot be wrong about it. */
export const permissionsPageRoute: Route = {
  method: 'GET',
  path: '/permissions',
  handle: async () => page('Permissions · Vakt', content),
};
