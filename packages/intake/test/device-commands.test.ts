import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HttpRequest } from '@vakt/contract/http';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import {
  type CommandParts,
  receiveCommandResult,
  reportCommand,
  sendLibraryFile,
} from '../src/http/device-commands.ts';
import type { IntakeCaller } from '../src/ports.ts';

const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;
const DEVICE = { tenantId: TENANT, deviceId: 'a'.repeat(40) as DeviceId };
const ACTION = '5382f7ea-7557-4ab7-9782-d50480024a4e';
const PLACE = { actionId: ACTION, index: 2 };

const HANDLERS = { reportCommand, receiveCommandResult, sendLibraryFile };

const setUp = ({
  caller = DEVICE,
  inTurn = true,
}: {
  readonly caller?: IntakeCaller | 'nobody';
  readonly inTurn?: boolean;
} = {}) => {
  const heard: unknown[][] = [];
  const parts: CommandParts = {
    authenticate: async () =>
      caller === 'nobody' ? fail({ status: 401, code: 'Unauthorized', message: 'unknown' }) : ok(caller),
    sessions: {
      progress: async (...said) => heard.push(said) > 0 && inTurn,
      keepResult: async (device, place, content) =>
        heard.push([device, place, Buffer.from(content).toString()]) > 0 && inTurn,
      libraryFile: async (...asked) => {
        heard.push(asked);
        return inTurn ? Buffer.from('echo') : undefined;
      },
    },
  };
  const send = async (
    handler: keyof typeof HANDLERS,
    body: unknown = {},
    params: Record<string, string> = { id: ACTION.toUpperCase(), index: '2' },
  ) => {
    const reply = await HANDLERS[handler](parts, {
      params,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    } as unknown as HttpRequest);
    return reply.ok ? reply.value : reply.error;
  };
  return { heard, send };
};

describe('a command of a live response session', () => {
  it('is reported, and its result brought, by the device that calls', async () => {
    const { heard, send } = setUp();
    assert.equal((await send('reportCommand', { status: 'Failed', errors: ['why'] })).status, 204);
    assert.equal((await send('reportCommand', { status: 'InProgress' })).status, 204);
    assert.equal((await send('receiveCommandResult', 'bytes')).status, 204);
    assert.deepEqual(heard, [
      [DEVICE, PLACE, { status: 'Failed', errors: ['why'] }],
      [DEVICE, PLACE, { status: 'InProgress', errors: [] }],
      [DEVICE, PLACE, 'bytes'],
    ]);
  });

  it('gets the file that it needs', async () => {
    const { send } = setUp();
    const reply = await send('sendLibraryFile');
    assert.equal(reply.status, 200);
    assert.deepEqual('body' in reply && reply.body, Buffer.from('echo'));
  });

  it('is no business of an application or user, nor of anybody without a token', async () => {
    for (const [caller, status] of [
      [{ tenantId: TENANT }, 403],
      ['nobody', 401],
    ] as const)
      for (const handler of Object.keys(HANDLERS) as (keyof typeof HANDLERS)[]) {
        const { heard, send } = setUp({ caller });
        assert.equal((await send(handler, { status: 'Completed' })).status, status);
        assert.deepEqual(heard, []);
      }
  });

  it('that is not the device’s, or not in turn, is not there', async () => {
    const { send } = setUp({ inTurn: false });
    for (const handler of Object.keys(HANDLERS) as (keyof typeof HANDLERS)[])
      assert.equal((await send(handler, { status: 'Completed' })).status, 404);
  });

  it('is refused when the request makes no sense', async () => {
    const { heard, send } = setUp();
    for (const body of [
      '',
      'x',
      [],
      {},
      { status: 'Created' },
      { status: 'Failed', errors: 'why' },
      { status: 'Failed', errors: [1] },
      { status: 'Failed', errors: ['a\0b'] },
      { status: 'Failed', errors: ['x'.repeat(2_001)] },
      { status: 'Failed', errors: Array.from({ length: 21 }, () => 'x') },
    ])
      assert.equal((await send('reportCommand', body)).status, 400, JSON.stringify(body));
    for (const params of [
      { id: '../x', index: '0' },
      { id: ACTION, index: '-1' },
      { id: ACTION, index: '1e3' },
      { id: ACTION, index: '' },
    ])
      assert.equal((await send('sendLibraryFile', {}, params)).status, 400);
    assert.deepEqual(heard, []);
  });
});
