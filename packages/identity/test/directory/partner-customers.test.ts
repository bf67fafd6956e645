import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type GraphCaller, type NewClient, type NewTenant, register, TestAuthority } from '../authority.ts';

const CUSTOMER = '11111111-2222-4333-8444-555555555555';
const CUSTOMERS = '/vakt/v1/customers';

describe('the customers of a partner’s application', () => {
  let authority: TestAuthority;
  let partner: NewTenant;
  let graph: GraphCaller;
  let stranger: GraphCaller;
  let client: NewClient;

  before(async () => {
    authority = await TestAuthority.start();
    partner = await authority.createTenant('partner.example');
    graph = await authority.administratorOf(partner);
    stranger = await authority.administratorOf(await authority.createTenant('stranger.example'));
    client = await register(graph, 'Partner console', { signInAudience: 'AzureADMultipleOrgs' });
  });
  after(() => authority.close());

  const keep = (body: object, caller = graph) =>
    caller('POST', CUSTOMERS, { appId: client.appId, tenantId: CUSTOMER, ...body });
  const kept = async (caller = graph, query = ''): Promise<unknown> =>
    (await caller('GET', `${CUSTOMERS}${query}`)).body['value'];
  const forget = (caller = graph) => caller('DELETE', `${CUSTOMERS}/${client.appId}/${CUSTOMER}`);

  it('are kept, listed by application, and forgotten', async () => {
    const added = await keep({ displayName: 'Contoso' });
    assert.equal(added.status, 201, JSON.stringify(added.body));
    const entry = {
      appId: client.appId,
      tenantId: CUSTOMER,
      displayName: 'Contoso',
      createdDateTime: new Date(authority.now).toISOString(),
    };
    assert.deepEqual(await kept(), [entry]);
    assert.deepEqual(await kept(graph, `?appId=${client.appId.toUpperCase()}`), [entry]);
    assert.deepEqual(await kept(graph, `?appId=${CUSTOMER}`), []);
    assert.equal((await forget()).status, 204);
    assert.deepEqual(await kept(), []);
    assert.equal((await forget()).status, 404);
  });

  it('are kept once; a second time renames', async () => {
    await keep({ displayName: 'Contoso' });
    assert.equal((await keep({ displayName: 'Contoso Ltd' })).body['displayName'], 'Contoso Ltd');
    assert.equal(((await kept()) as unknown[]).length, 1);
    await forget();
  });

  it('of an application of another tenant are nobody else’s to see, add or remove', async () => {
    await keep({});
    assert.deepEqual(await kept(stranger), []);
    assert.equal((await keep({}, stranger)).status, 404);
    assert.equal((await forget(stranger)).status, 404);
    assert.equal(((await kept()) as unknown[]).length, 1);
    await forget();
  });

  it('are named by ids', async () => {
    assert.equal((await keep({ tenantId: 'contoso.example' })).status, 400);
    assert.equal((await keep({ tenantId: undefined })).status, 400);
    assert.equal((await keep({ appId: 'Partner console' })).status, 404);
    assert.equal((await graph('GET', `${CUSTOMERS}?appId=x`)).status, 400);
  });

  it('need a token for the directory, and the rights of who manages applications', async () => {
    assert.equal((await authority.request('GET', CUSTOMERS)).status, 401);
    const scope = 'https://api.securitycenter.microsoft.com/.default';
    const other = await authority.userToken(partner.tenantId, partner.administrator, scope);
    assert.equal((await authority.caller(other)('GET', CUSTOMERS)).status, 401);
    assert.equal((await keep({}, await authority.nobodyOf(partner))).status, 403);
  });

  it('are forgotten with the application', async () => {
    const { objectId, appId } = await register(graph, 'Short-lived');
    await keep({ appId });
    await graph('DELETE', `/v1.0/applications/${objectId}`);
    assert.deepEqual(await kept(), []);
  });
});
