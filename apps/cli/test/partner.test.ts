import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';
import { Administrator } from './administrator.ts';

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
  let partner: Administrator;
  let customer: Administrator;
  let appId: string;

  const listed = async (): Promise<Customer> => {
    const line = `customer list --app Console --secret-file ${partner.file('secret')}`;
    const [found]: Customer[] = await partner.json(line);
    assert(found);
    return found;
  };

  /** The customer's administrator opens a link, signs in, and accepts what the page shows. */
  const acceptBy = async (link: string | undefined, ...shown: readonly string[]): Promise<void> => {
    const person = customer.person();
    const page = await person.signIn(await person.open(String(link)));
    for (const permission of shown) assert(page.text.includes(permission), page.text);
    const done = await person.accept(page);
    assert.equal(done.status, 200, done.text);
    assert(done.text.includes((await customer.json('tenant show')).id), 'the tenant id to hand over');
  };

  before(async () => {
    vakt = await TestVakt.start(['--demo', '--no-sensor']);
    partner = await Administrator.of(vakt, 'Partner');
    customer = await Administrator.of(vakt, 'Customer');
    ({ appId } = await partner.json('app create Console --multi-tenant'));
    await partner.fine('app permission add --app Console Alert.Read.All');
    await partner.fine(`app secret add --app Console --out ${partner.file('secret')}`);
  });
  after(() => vakt.close());

  test('a customer is found by a domain and kept by its id', async () => {
    const { id } = await customer.json('tenant show');
    const added = await partner.fine('customer add customer.example --app Console');
    assert.match(added, new RegExp(`tenantId\t${id}`));
    await partner.fails(3, 'customer add nobody.example --app Console');
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
    const links = await partner.json('consent link --app Console');
    assert.equal(links.link, link);
  });

  test('after consent a token in the tenant of the customer has the roles', async () => {
    await acceptBy((await listed()).link, 'Console', 'Alert.Read.All');
    const { standing, granted, link, checkedDateTime } = await listed();
    assert.deepEqual(
      { standing, granted, link },
      { standing: 'granted', granted: [ALERTS], link: undefined },
    );
    assert.match(checkedDateTime, /^\d{4}-\d\d-\d\dT/);
  });

  test('the application signs in with its own secret and gets a token of the customer’s tenant', async () => {
    const home = await partner.json('tenant show');
    const environment = {
      VAKT_CLIENT_ID: appId,
      VAKT_CLIENT_SECRET: readFileSync(partner.file('secret'), 'utf8').trim(),
      VAKT_TENANT_ID: home.id,
    };
    const line = 'token --decode --json --tenant customer.example';
    const { code, stdout, stderr } = await partner.runWith(environment, line);
    assert.equal(code, 0, stderr);
    const { tid, appid, roles } = JSON.parse(stdout);
    const { id } = await customer.json('tenant show');
    assert.deepEqual({ tid, appid, roles }, { tid: id, appid: appId, roles: ['Alert.Read.All'] });
  });

  test('a permission added since has drifted, until the customer consents again', async () => {
    const permissions = ['Machine.Read.All', 'Microsoft Threat Protection/Incident.Read.All'];
    await partner.fine('app permission add --app Console', ...permissions);
    const drifted = await listed();
    assert.equal(drifted.standing, 'drifted');
    assert.deepEqual(drifted.granted, [ALERTS]);
    assert.deepEqual(drifted.missing, [MACHINES, INCIDENTS]);
    assert(drifted.link);
    await acceptBy(drifted.link, 'Machine.Read.All', 'Incident.Read.All');
    const { standing, granted } = await listed();
    assert.deepEqual({ standing, granted }, { standing: 'granted', granted: [ALERTS, MACHINES, INCIDENTS] });
  });

  test('a permission that the application asks for no more is named', async () => {
    await partner.fine('app permission remove --app Console Machine.Read.All');
    const { standing, extra, missing, link } = await listed();
    assert.deepEqual(
      { standing, extra, missing, link },
      { standing: 'drifted', extra: [MACHINES], missing: [], link: undefined },
    );
  });

  test('a customer sees and revokes what was granted', async () => {
    const consents = await customer.fine('consent list');
    assert.match(consents, /^Console\tWindowsDefenderATP\tAlert\.Read\.All\tapplication/m);
    await customer.fine(`consent revoke --app ${appId} Machine.Read.All Alert.Read.All`);
    const { missing, granted } = await listed();
    assert.deepEqual({ missing, granted }, { missing: [ALERTS], granted: [INCIDENTS] });
  });

  test('a customer consents by a command as well, to what it names', async () => {
    await customer.fine(`consent grant --app ${appId} Alert.Read.All`);
    const { standing, granted } = await listed();
    assert.deepEqual({ standing, granted }, { standing: 'granted', granted: [ALERTS, INCIDENTS] });
  });

  test('the link for one tenant asks its administrator for everything, too', async () => {
    const { adminConsent } = await partner.json('consent link --app Console --customer customer.example');
    await customer.fine(`consent revoke --app ${appId} Incident.Read.All`);
    await acceptBy(adminConsent, 'Incident.Read.All');
    assert.equal((await listed()).standing, 'granted');
  });

  test('an application that the customer disabled gets no token, and needs no consent', async () => {
    await customer.fine(`app disable ${appId}`);
    const { standing, message, link } = await listed();
    assert.deepEqual({ standing, link }, { standing: 'disabled', link: undefined });
    assert.match(message ?? '', /^AADSTS7000112/);
    await customer.fine(`app enable ${appId}`);
    assert.equal((await listed()).standing, 'granted');
  });

  test('a wrong secret is the fault of the partner, not of a customer', async () => {
    const environment = { VAKT_CLIENT_SECRET: 'not-the-secret' };
    const { code, stderr } = await partner.runWith(environment, 'customer list --app Console');
    assert.equal(code, 4, stderr);
    assert.match(stderr, /AADSTS7000215[\s\S]*Step at fault: prove/);
  });

  test('a customer that is removed is asked no more, and keeps its consent', async () => {
    await partner.fine('customer remove customer.example --app Console');
    assert.equal(await partner.fine('customer list --app Console'), '');
    assert.match(await customer.fine(`consent list --app ${appId}`), /Incident\.Read\.All/);
  });
});
