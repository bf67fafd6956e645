import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpRequest } from '@vakt/contract/http';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { receivePackage } from '../src/http/receive-package.ts';
import type { EnrolledDevice, IntakeCaller } from '../src/ports.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const DEVICE = 'a'.repeat(40) as DeviceId;
const ACTION = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const ZIP = Buffer.from('PK\x03\x04rest', 'latin1');

interface Sent {
  readonly id?: string;
  readonly body?: Uint8Array;
  readonly contentType?: string;
}

const setUp = (caller: IntakeCaller | undefined, hasOpenAction = true) => {
  const kept: { readonly device: EnrolledDevice; readonly id: string; readonly zip: Uint8Array }[] = [];
  const send = async ({ id = ACTION, body = ZIP, contentType = 'application/zip' }: Sent = {}) => {
    const reply = await receivePackage(
      {
        authenticate: async () =>
          caller ? ok(caller) : fail({ status: 401, code: 'Unauthorized', message: 'unknown' }),
        packages: {
          keep: async (device, actionId, zip) => {
            if (hasOpenAction) kept.push({ device, id: actionId, zip });
            return hasOpenAction;
          },
        },
      },
      { params: { id }, headers: { 'content-type': contentType }, body } as unknown as HttpRequest,
    );
    return reply.ok ? reply.value.status : reply.error.status;
  };
  return { kept, send };
};

describe('an investigation package', () => {
  it('is kept for the device that sends it', async () => {
    const { kept, send } = setUp({ tenantId: TENANT, deviceId: DEVICE });
    assert.equal(await send({ id: ACTION.toUpperCase() }), 204);
    assert.deepEqual(kept, [{ device: { tenantId: TENANT, deviceId: DEVICE }, id: ACTION, zip: ZIP }]);
  });

  it('comes from no application or user, and from nobody without a token', async () => {
    const application = setUp({ tenantId: TENANT });
    const nobody = setUp(undefined);
    assert.deepEqual([await application.send(), await nobody.send()], [403, 401]);
    assert.deepEqual([application.kept, nobody.kept], [[], []]);
  });

  it('is refused where the device has no such action that is open', async () => {
    assert.equal(await setUp({ tenantId: TENANT, deviceId: DEVICE }, false).send(), 404);
  });

  it('is a zip, for an action whose id leads nowhere else', async () => {
    const { kept, send } = setUp({ tenantId: TENANT, deviceId: DEVICE });
    for (const id of ['', 'x', '../../operator.token', `${ACTION}/../x`])
      assert.equal(await send({ id }), 400);
    for (const body of [Buffer.alloc(0), Buffer.from('PK'), Buffer.from('#!/bin/sh')])
      assert.equal(await send({ body }), 400);
    assert.equal(await send({ contentType: 'text/html' }), 415);
    assert.deepEqual(kept, []);
  });
});
