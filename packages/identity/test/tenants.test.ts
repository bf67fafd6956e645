import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@vakt/contract/ids';
import { createPlanLookup } from '../src/plan.ts';
import { OPERATOR_TOKEN, TestAuthority } from './authority.ts';

describe('tenants of the installation', () => {
  let authority: TestAuthority;

  before(async () => {
    authority = await TestAuthority.start();
  });
  after(() => authority.close());

  const send = (method: string, json?: unknown, token = OPERATOR_TOKEN) =>
    authority.request(method, '/vakt/v1/tenants', {
      headers: { authorization: `Bearer ${token}` },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
  const contoso = { displayName: 'Contoso', domain: 'contoso.example', plan: 'Plan2' };

  it('are made with an administrator who can sign in at once', async () => {
    const reply = await send('POST', { ...contoso, administrator: { localPart: 'ada', displayName: 'Ada' } });
    assert.equal(reply.status, 201, JSON.stringify(reply.body));
    assert.equal(reply.headers['cache-control'], 'no-store');
    const { tenantId, administrator } = reply.body as {
      tenantId: TenantId;
      administrator: { userPrincipalName: string; password: string };
    };
    assert.equal(administrator.userPrincipalName, 'ada@contoso.example');
    await authority.userToken(tenantId, administrator);
    assert.equal(await createPlanLookup(authority.store)(tenantId), 'Plan2');
  });

  it('are listed without any secret', async () => {
    const reply = await send('GET');
    const [tenant] = reply.body['value'] as Record<string, unknown>[];
    assert.equal(tenant?.['domain'], 'contoso.example');
    assert.equal(JSON.stringify(reply.body).includes('password'), false);
  });

  it('have a domain of their own', async () => {
    assert.equal((await send('POST', { ...contoso, domain: 'CONTOSO.example' })).status, 409);
    const { body } = await send('GET');
    assert.equal((body['value'] as object[]).length, 1, 'nothing of the refused tenant stays');
  });

  it('are the operator’s alone', async () => {
    for (const token of ['', 'wrong', OPERATOR_TOKEN.slice(1), `${OPERATOR_TOKEN}x`]) {
      assert.equal((await send('GET', undefined, token)).status, 401);
      assert.equal((await send('POST', { ...contoso, domain: 'new.example' }, token)).status, 401);
    }
  });

  it('are refused when a property makes no sense', async () => {
    const own = { ...contoso, domain: 'new.example' };
    for (const body of [
      undefined,
      [],
      {},
      { ...own, displayName: '' },
      { ...own, displayName: 'a\0b' },
      { ...own, domain: 'no domain' },
      { ...own, domain: 'example' },
      { ...own, plan: 'Plan9' },
      { ...own, administrator: { localPart: 'a@b' } },
    ])
      assert.equal((await send('POST', body)).status, 400, JSON.stringify(body));
  });
});
