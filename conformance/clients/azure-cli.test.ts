import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { AZURE_CLI_APP_ID } from '@vakt/contract/resources';
import { createClientCertificate } from '../../packages/identity/test/credentials/client-certificate.ts';
import { whyNoNamespaces } from '../private-namespaces.ts';
import { AzureCli, type Options, whyNoAzureCli } from './azure-cli.ts';
import { FormBrowser, type Person } from './form-browser.ts';
import { claimsOf, ENDPOINT, type Graph, Stage, type StageClient, type StageTenant } from './stage.ts';

const ALERTS = `${ENDPOINT}/api/alerts`;
const noAzureCli = whyNoAzureCli();

describe('the Azure CLI, unmodified', { timeout: 540_000, skip: noAzureCli }, () => {
  let stage: Stage;
  let contoso: StageTenant;
  let fabrikam: StageTenant;
  let graph: Graph;
  let daemon: StageClient;
  let certificatePath: string;

  before(async () => {
    stage = await Stage.start();
    contoso = await stage.createTenant('contoso.example');
    fabrikam = await stage.createTenant('fabrikam.example');
    graph = await stage.graphOf(contoso);
    const certificate = await createClientCertificate(Date.now());
    certificatePath = join(stage.vakt.folder, 'client.pem');
    writeFileSync(certificatePath, `${certificate.privateKeyPem}\n${certificate.certificatePem}`);
    daemon = await stage.register(graph, 'Nightly report', {
      keyCredentials: [
        { type: 'AsymmetricX509Cert', usage: 'Verify', key: certificate.der.toString('base64') },
      ],
    });
    await stage.grantRole(graph, daemon.appId, 'WindowsDefenderATP', 'Alert.Read.All');
  });
  after(() => stage.close());

  const asDaemon = (password: string): Options => ({
    'service-principal': true,
    username: daemon.appId,
    password,
    tenant: contoso.tenantId,
  });
  const assertOfDaemon = (token: string, proof: string): void => {
    const claims = claimsOf(token);
    assert.equal(claims['aud'], ENDPOINT);
    assert.equal(claims['appid'], daemon.appId);
    assert.equal(claims['appidacr'], proof);
    assert.deepEqual(claims['roles'], ['Alert.Read.All']);
  };
  const assertReadsAlerts = async (cli: AzureCli): Promise<void> => {
    const alerts = await cli.rest<{ readonly '@odata.context': string }>(ALERTS);
    assert.equal(alerts['@odata.context'], `${ENDPOINT}/api/$metadata#Alerts`);
  };
  const inviteToFabrikam = async ({ userPrincipalName }: Person): Promise<void> => {
    const administrator = await stage.graphOf(fabrikam);
    await administrator('POST', '/v1.0/invitations', {
      invitedUserEmailAddress: userPrincipalName,
      inviteRedirectUrl: 'https://myapps.fabrikam.example',
    });
  };

  describe('where the real names lead to Vakt', { skip: whyNoNamespaces() }, () => {
    it('signs in as a service principal with its secret, gets a token and calls the API', async () => {
      const cli = new AzureCli(stage);
      assert.deepEqual(await cli.login(asDaemon(daemon.secret)), [contoso.tenantId]);
      const { accessToken, tenant, tokenType } = await cli.token({ resource: ENDPOINT });
      assertOfDaemon(accessToken, '1');
      assert.equal(tenant, contoso.tenantId);
      assert.equal(tokenType, 'Bearer');
      await assertReadsAlerts(cli);
    });

    it('signs in as a service principal with its certificate', async () => {
      const cli = new AzureCli(stage);
      assert.deepEqual(await cli.login(asDaemon(certificatePath)), [contoso.tenantId]);
      assertOfDaemon((await cli.token({ scope: `${ENDPOINT}/.default` })).accessToken, '2');
    });

    it('is told what is wrong with a secret, and then let in with the right one', async () => {
      const cli = new AzureCli(stage);
      assert.match(await cli.runInVain('login', asDaemon('wrong')), /AADSTS7000215/);
      assert.deepEqual(await cli.login(asDaemon(daemon.secret)), [contoso.tenantId]);
    });

    it('signs a user in with name and password, at home and where they are a guest', async () => {
      const user = await stage.createUser(graph, 'anna@contoso.example');
      await inviteToFabrikam(user);
      const cli = new AzureCli(stage);
      const { userPrincipalName: username, password } = user;
      assert.match(await cli.runInVain('login', { username, password: 'wrong' }), /AADSTS50126/);
      assert.deepEqual(await cli.login({ username, password }), [contoso.tenantId, fabrikam.tenantId]);
      for (const { tenantId } of [contoso, fabrikam]) {
        const { accessToken, tenant } = await cli.token({ tenant: tenantId });
        const claims = claimsOf(accessToken);
        assert.equal(tenant, tenantId);
        assert.equal(claims['tid'], tenantId);
        assert.equal(claims['appid'], AZURE_CLI_APP_ID);
        assert.equal(claims['aud'], 'https://management.core.windows.net/');
      }
      const refused = await cli.runInVain('account get-access-token', { resource: ENDPOINT });
      assert.match(refused, /AADSTS65001/, 'a user without a role may read no alerts');
    });

    it('signs a user in with a device code, and manages the directory for them', async () => {
      const cli = new AzureCli(stage);
      const browser = new FormBrowser(stage.vakt, contoso.administrator);
      const tenants = await cli.login(
        { 'use-device-code': true },
        {
          pattern: /enter the code (\S+) to authenticate/,
          answer: userCode => browser.approveDevice(userCode),
        },
      );
      assert.deepEqual(tenants, [contoso.tenantId]);
      await assertReadsAlerts(cli);
      const made = await cli.run<{ appId: string; password: string; tenant: string }>(
        'ad sp create-for-rbac',
        { name: 'Weekly report', 'skip-assignment': true },
      );
      assert.equal(made.tenant, contoso.tenantId);
      const applications = await cli.run<{ appId: string; displayName: string }[]>('ad app list', {
        all: true,
      });
      assert.equal(applications.find(({ appId }) => appId === made.appId)?.displayName, 'Weekly report');
      const token = await stage.vakt.token(made.appId, made.password, undefined, contoso.tenantId);
      assert.equal(claimsOf(token)['appid'], made.appId);
    });
  });

  describe('behind a proxy that leads the real names to Vakt', () => {
    it('signs in to the cloud that it knows', async () => {
      const cli = new AzureCli(stage, '--proxy');
      assert.deepEqual(await cli.login(asDaemon(daemon.secret)), [contoso.tenantId]);
      assertOfDaemon((await cli.token({ resource: ENDPOINT })).accessToken, '1');
    });

    it('signs a user in at the browser, which comes back to the command', async () => {
      const cli = new AzureCli(stage, '--proxy');
      const browser = new FormBrowser(stage.vakt, contoso.administrator);
      const tenants = await cli.login(
        {},
        {
          pattern: /(https:\/\/\S+\/authorize\?\S+)\n/,
          answer: async url => {
            const { pathname, search } = new URL(url);
            return fetch(await browser.goThrough(`${pathname}${search}`));
          },
        },
      );
      assert.deepEqual(tenants, [contoso.tenantId]);
      const { accessToken } = await cli.token({ resource: ENDPOINT });
      assert.equal(claimsOf(accessToken)['upn'], contoso.administrator.userPrincipalName);
    });

    it('signs in to a cloud that was registered for the API, and needs no second token for it', async () => {
      const cli = new AzureCli(stage, '--proxy');
      await cli.run('cloud register', {
        name: 'vakt',
        'endpoint-active-directory': 'https://login.microsoftonline.com',
        'endpoint-resource-manager': 'https://management.azure.com',
        'endpoint-active-directory-resource-id': ENDPOINT,
      });
      await cli.run('cloud set', { name: 'vakt' });
      assert.deepEqual(await cli.login(asDaemon(daemon.secret)), [contoso.tenantId]);
      const first = await cli.token();
      assertOfDaemon(first.accessToken, '1');
      assert.equal((await cli.token({ resource: ENDPOINT })).accessToken, first.accessToken);
    });
  });
});
