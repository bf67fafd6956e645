import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { type Outcome, runLine } from './run-line.ts';

const ALERTS = 'WindowsDefenderATP/Alert.Read.All';
const MACHINES = 'WindowsDefenderATP/Machine.Read.All';
const INCIDENTS = 'Microsoft Threat Protection/Incident.Read.All';

interface Customer {
  readonly displayName: string;
  readonly standing: string;
  readonly granted: readonly string[];
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly link?: string;
  readonly message?: string;
  readonly checkedDateTime: string;
}

/** A partner's application and its customers, by commands against a whole server. */
describe('the road of a partner', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  let appId: string;

  const file = (name: string): string => join(vakt.folder, name);
  /** As the administrator of one of the two tenants. */
  const run = (tenant: 'partner' | 'customer', ...args: string[]): Promise<Outcome> =>
    runLine([...args, '--env-file', file(`${tenant}.env`)], vakt.data, vakt.folder);
  const fine = async (tenant: 'partner' | 'customer', ...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(tenant, ...args);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const listed = async (): Promise<Customer> => {
    const list = ['customer', 'list', '--app', 'Console', '--secret-file', file('secret')];
    const [customer] = JSON.parse(await fine('partner', ...list, '--json')) as Customer[];
    assert(customer);
    return customer;
  };

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    for (const name of ['partner', 'customer']) {
      const args = ['tenant', 'create', name, '--domain', `${name}.example`, '--out', file(`${name}.env`)];
      assert.equal((await runLine(args, vakt.data, vakt.folder)).code, 0);
    }
    const made = await fine('partner', 'app', 'create', 'Console', '--multi-tenant', '--json');
    appId = JSON.parse(made).appId;
    await fine('partner', 'app', 'permission', 'add', '--app', 'Console', 'Alert.Read.All');
    await fine('partner', 'app', 'secret', 'add', '--app', 'Console', '--out', file('secret'));
  });
  after(() => vakt.close());

  test('a customer is found by a domain and kept by its id', async () => {
    const { stdout } = await run('partner', 'customer', 'add', 'customer.example', '--app', 'Console');
    const tenantId = JSON.parse(await fine('customer', 'tenant', 'show', '--json')).id;
    assert.match(stdout, new RegExp(`tenantId\t${tenantId}`));
    const nobody = await run('partner', 'customer', 'add', 'nobody.example', '--app', 'Console');
    assert.equal(nobody.code, 3, nobody.stderr);
  });

  test('before consent the authority knows no such application there, and the link mends it', async () => {
    const { standing, message, missing, link } = await listed();
    assert.equal(standing, 'not consented');
    assert.match(message ?? '', /^AADSTS700016/);
    assert.deepEqual(missing, [ALERTS]);
    assert.equal(
      link,
      `${vakt.ready.url}/common/oauth2/authorize?prompt=consent&client_id=${appId}&response_type=code&sso_reload=true`,
    );
    const { stdout } = await run('partner', 'consent', 'link', '--app', 'Console');
    assert(stdout.includes(String(link)));
  });

  test('after consent a token in the tenant of the customer has the roles', async () => {
    await fine('customer', 'consent', 'grant', '--app', appId, 'Alert.Read.All');
    const { standing, granted, link, checkedDateTime } = await listed();
    assert.deepEqual(
      { standing, granted, link },
      { standing: 'granted', granted: [ALERTS], link: undefined },
    );
    assert.match(checkedDateTime, /^\d{4}-\d\d-\d\dT/);
    const environment = {
      VAKT_CLIENT_ID: appId,
      VAKT_CLIENT_SECRET: readFileSync(file('secret'), 'utf8').trim(),
      VAKT_TENANT_ID: 'partner.example',
    };
    const args = ['token', '--decode', '--json', '--tenant', 'customer.example'];
    const { code, stdout, stderr } = await runLine(args, vakt.data, vakt.folder, { environment });
    assert.equal(code, 0, stderr);
    const { tid, appid, roles } = JSON.parse(stdout);
    const customer = JSON.parse(await fine('customer', 'tenant', 'show', '--json'));
    assert.deepEqual({ tid, appid, roles }, { tid: customer.id, appid: appId, roles: ['Alert.Read.All'] });
  });

  test('a permission added since has drifted, until the customer consents again', async () => {
    const permissions = ['Machine.Read.All', 'Microsoft Threat Protection/Incident.Read.All'];
    await fine('partner', 'app', 'permission', 'add', '--app', 'Console', ...permissions);
    const drifted = await listed();
    assert.equal(drifted.standing, 'drifted');
    assert.deepEqual(drifted.granted, [ALERTS]);
    assert.deepEqual(drifted.missing, [MACHINES, INCIDENTS]);
    assert(drifted.link);
    await fine('customer', 'consent', 'grant', '--app', appId, ...permissions);
    const { standing, granted } = await listed();
    assert.deepEqual({ standing, granted }, { standing: 'granted', granted: [ALERTS, MACHINES, INCIDENTS] });
  });

  test('a permission that the application asks for no more is named', async () => {
    await fine('partner', 'app', 'permission', 'remove', '--app', 'Console', 'Machine.Read.All');
    const { standing, extra, missing, link } = await listed();
    assert.deepEqual(
      { standing, extra, missing, link },
      {
        standing: 'drifted',
        extra: [MACHINES],
        missing: [],
        link: undefined,
      },
    );
  });

  test('a customer sees and revokes what was granted', async () => {
    assert.match(
      await fine('customer', 'consent', 'list'),
      /Console\tWindowsDefenderATP\tAlert\.Read\.All\tapplication/,
    );
    await fine('customer', 'consent', 'revoke', '--app', appId, 'Machine.Read.All', 'Alert.Read.All');
    const { missing, granted } = await listed();
    assert.deepEqual({ missing, granted }, { missing: [ALERTS], granted: [INCIDENTS] });
  });

  test('a wrong secret is the fault of the partner, not of a customer', async () => {
    const args = ['customer', 'list', '--app', 'Console', '--env-file', file('partner.env')];
    const environment = { VAKT_CLIENT_SECRET: 'not-the-secret' };
    const { code, stderr } = await runLine(args, vakt.data, vakt.folder, { environment });
    assert.equal(code, 4, stderr);
    assert.match(stderr, /AADSTS7000215[\s\S]*Step at fault: prove/);
  });

  test('a customer that is removed is asked no more, and keeps its consent', async () => {
    await fine('partner', 'customer', 'remove', 'customer.example', '--app', 'Console');
    assert.equal(await fine('partner', 'customer', 'list', '--app', 'Console'), '');
    assert.match(await fine('customer', 'consent', 'list', '--app', appId), /Incident\.Read\.All/);
  });
});
