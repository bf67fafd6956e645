import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { whyNoNamespaces } from '../private-namespaces.ts';
import { AzureCli, whyNoAzureCli } from './azure-cli.ts';
import { claimsOf, ENDPOINT, Stage } from './stage.ts';

const ADDRESS = 'https://localhost';

describe('the Azure CLI in a cloud of Vakt’s own name', {
  timeout: 240_000,
  skip: whyNoAzureCli() ?? whyNoNamespaces() ?? false,
}, () => {
  let stage: Stage;
  before(async () => {
    stage = await Stage.start();
  });
  after(() => stage.close());

  it('needs nothing but the address, signs in there, and calls the API', async () => {
    const {
      VAKT_TENANT_ID: tenant = '',
      VAKT_CLIENT_ID: client = '',
      VAKT_CLIENT_SECRET: secret = '',
    } = stage.vakt.demo;
    const cli = new AzureCli(stage);
    await cli.run('cloud register', { name: 'vakt', 'endpoint-resource-manager': ADDRESS });
    const { endpoints } = await cli.run<{ endpoints: Record<string, string> }>('cloud show', {
      name: 'vakt',
    });
    assert.equal(endpoints['activeDirectory'], `${ADDRESS}/`);
    assert.equal(endpoints['activeDirectoryResourceId'], 'https://management.azure.com/');
    await cli.run('cloud set', { name: 'vakt' });
    const signIn = { 'service-principal': true, username: client, password: secret, tenant } as const;
    assert.deepEqual(await cli.login(signIn), [tenant]);
    const { accessToken } = await cli.token({ resource: ENDPOINT });
    assert.equal(claimsOf(accessToken)['appid'], client);
    const alerts = await cli.rest<{ readonly '@odata.context': string }>(`${ENDPOINT}/api/alerts`);
    assert.equal(alerts['@odata.context'], `${ENDPOINT}/api/$metadata#Alerts`);
  });
});
