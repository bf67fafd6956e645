import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpRequest } from '@vakt/contract/http';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { exchangeActions } from '../src/http/exchange-actions.ts';
import type { ActionReport, EnrolledDevice, IntakeCaller } from '../src/ports.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const DEVICE = 'a'.repeat(40) as DeviceId;
const ACTION = '5382f7ea-7557-4ab7-9782-d50480024a4e';

const setUp = (caller: IntakeCaller | undefined) => {
  const heard: { readonly device: EnrolledDevice; readonly reports: readonly ActionReport[] }[] = [];
  const post = (body: unknown) =>
    exchangeActions(
      {
        authenticate: async () =>
          caller ? ok(caller) : fail({ status: 401, code: 'Unauthorized', message: 'unknown' }),
        actions: {
          exchange: async (device, reports) => {
            heard.push({ device, reports });
            return { open: [{ id: ACTION, type: 'Isolate', scope: 'Full', sha1: null }], refused: [] };
          },
        },
      },
      {
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      } as unknown as HttpRequest,
    );
  return { heard, post };
};

describe('the actions of a device', () => {
  it('are reported and handed out in one exchange', async () => {
    const { heard, post } = setUp({ tenantId: TENANT, deviceId: DEVICE });
    const reports = [{ id: ACTION, status: 'Failed', reason: 'no nft here' }];
    const reply = await post({ reports });
    assert.ok(reply.ok);
    assert.deepEqual(reply.value.body, {
      value: [{ id: ACTION, type: 'Isolate', scope: 'Full', sha1: null }],
      refused: [],
    });
    assert.deepEqual(heard, [{ device: { tenantId: TENANT, deviceId: DEVICE }, reports }]);
  });

  it('are no business of an application or user, whatever they may write', async () => {
    const { heard, post } = setUp({ tenantId: TENANT });
    const reply = await post({ reports: [] });
    assert.equal(reply.ok ? 200 : reply.error.status, 403);
    assert.deepEqual(heard, []);
  });

  it('are nobody’s without a token', async () => {
    const reply = await setUp(undefined).post({ reports: [] });
    assert.equal(reply.ok ? 200 : reply.error.status, 401);
  });

  it('are refused as a whole when a report is none', async () => {
    const { heard, post } = setUp({ tenantId: TENANT, deviceId: DEVICE });
    const good = { id: ACTION, status: 'InProgress' };
    for (const body of [
      '',
      'nonsense',
      [],
      {},
      { reports: 'x' },
      { reports: [good, null] },
      { reports: [{ ...good, id: 'x' }] },
      { reports: [{ ...good, status: 'Pending' }] },
      { reports: [{ ...good, status: 'Cancelled' }] },
      { reports: [{ ...good, reason: 7 }] },
      { reports: [{ ...good, reason: 'x'.repeat(2_001) }] },
      { reports: [{ ...good, reason: 'a\0b' }] },
      { reports: Array.from({ length: 101 }, () => good) },
    ]) {
      const reply = await post(body);
      assert.equal(reply.ok ? 200 : reply.error.status, 400, JSON.stringify(body));
    }
    assert.deepEqual(heard, []);
  });
});
