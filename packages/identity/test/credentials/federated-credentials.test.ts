import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type Answer,
  type GraphCaller,
  type NewClient,
  type NewTenant,
  register,
  TestAuthority,
} from '../authority.ts';
import type { Json } from './signed-jwt.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';

describe('federated identity credentials', () => {
  let authority: TestAuthority;
  let tenant: NewTenant;
  let graph: GraphCaller;

  before(async () => {
    authority = await TestAuthority.start();
    tenant = await authority.createTenant('contoso.example');
    graph = await authority.administratorOf(tenant);
  });
  after(() => authority.close());

  const pathOf = ({ objectId }: NewClient): string =>
    `/v1.0/applications/${objectId}/federatedIdentityCredentials`;
  const body = (more: Json = {}): Json => ({
    name: 'main-branch',
    issuer: GITHUB,
    subject: 'repo:contoso/reports:ref:refs/heads/main',
    description: 'Reports of the main branch',
    audiences: ['api://AzureADTokenExchange'],
    ...more,
  });
  const add = (client: NewClient, more: Json = {}): Promise<Answer> =>
    graph('POST', pathOf(client), body(more));
  const listed = async (client: NewClient): Promise<readonly Json[]> =>
    (await graph('GET', pathOf(client))).body['value'] as Json[];

  it('are added, read by id or name, changed and removed', async () => {
    const client = await register(graph, 'Reports');
    const created = await add(client);
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const { '@odata.context': context, id, ...rest } = created.body;
    assert.match(String(context), /applications\('.+'\)\/federatedIdentityCredentials\/\$entity$/);
    assert.deepEqual(rest, body());
    for (const key of [String(id), 'main-branch'])
      assert.equal((await graph('GET', `${pathOf(client)}/${key}`)).body['id'], id);
    const byAppId = `/v1.0/applications(appId='${client.appId}')/federatedIdentityCredentials`;
    assert.equal(((await graph('GET', byAppId)).body['value'] as Json[]).length, 1);
    const changed = await graph('PATCH', `${pathOf(client)}/main-branch`, {
      subject: 'repo:x',
      description: null,
    });
    assert.equal(changed.status, 204, JSON.stringify(changed.body));
    assert.deepEqual(await listed(client), [{ id, ...body({ subject: 'repo:x', description: null }) }]);
    assert.equal((await graph('DELETE', `${pathOf(client)}/${String(id)}`)).status, 204);
    assert.equal((await graph('DELETE', `${pathOf(client)}/${String(id)}`)).status, 404);
    assert.deepEqual(await listed(client), []);
  });

  it('are unique in the application by name, and by issuer with subject', async () => {
    const client = await register(graph, 'Unique');
    await add(client);
    assert.equal((await add(client, { subject: 'repo:x' })).status, 409);
    assert.equal((await add(client, { name: 'same-trust' })).status, 409);
    assert.equal((await add(client, { name: 'other', subject: 'repo:x' })).status, 201);
    const clash = await graph('PATCH', `${pathOf(client)}/other`, { subject: body()['subject'] });
    assert.equal(clash.status, 409);
    assert.equal((await graph('PATCH', `${pathOf(client)}/other`, { name: 'renamed' })).status, 400);
    assert.equal((await add(await register(graph, 'Another'))).status, 201);
  });

  it('are at most twenty, however many come at once', async () => {
    const client = await register(graph, 'Many');
    const replies = await Promise.all(
      Array.from({ length: 25 }, (_, at) => add(client, { name: `branch-${at}`, subject: `repo:x:${at}` })),
    );
    assert.equal(replies.filter(({ status }) => status === 201).length, 20);
    assert.equal((await listed(client)).length, 20);
  });

  it('trust issuers with an https address only, one audience, and a subject', async () => {
    const client = await register(graph, 'Careful');
    for (const wrong of [
      { issuer: 'http://issuer.example' },
      { issuer: 'https://user:password@issuer.example' },
      { issuer: 'https://issuer.example/?x=1' },
      { issuer: 'https://issuer.example/#x' },
      { issuer: 'issuer.example' },
      { issuer: 'file:///etc/passwd' },
      { issuer: `https://issuer.example/${'x'.repeat(600)}` },
      { issuer: undefined },
      { subject: '' },
      { subject: undefined },
      { audiences: [] },
      { audiences: ['a', 'b'] },
      { audiences: 'api://AzureADTokenExchange' },
      { audiences: undefined },
      { name: 'x' },
      { name: 'has spaces' },
      { name: '../applications' },
      { name: undefined },
      { description: 'x'.repeat(601) },
    ])
      assert.equal((await add(client, wrong)).status, 400, JSON.stringify(wrong));
    assert.deepEqual(await listed(client), []);
  });

  it('are for who manages the application, in its tenant', async () => {
    const client = await register(graph, 'Ours');
    await add(client);
    const stranger = await authority.administratorOf(await authority.createTenant('fabrikam.example'));
    assert.equal((await stranger('GET', pathOf(client))).status, 404);
    assert.equal((await stranger('POST', pathOf(client), body({ name: 'evil', subject: 'x' }))).status, 404);
    assert.equal((await listed(client)).length, 1);
  });
});
