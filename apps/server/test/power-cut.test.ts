import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { TestVakt } from '@vakt/testing/vakt';

interface Device {
  readonly id: string;
  readonly token: string;
}

const DEVICES = 4;
const ROWS_A_BATCH = 20;

describe('events under a power cut', { timeout: 180_000 }, () => {
  let vakt: TestVakt;
  const marker = `cut${randomBytes(6).toString('hex')}`;
  before(async () => {
    // The sensor makes the enrolment key; it is not needed afterwards.
    vakt = await TestVakt.start(['--demo']);
    await vakt.stop();
    await vakt.startAgain(['--demo', '--no-sensor']);
  });
  after(() => vakt.close());

  const enrol = async (): Promise<Device> => {
    const id = randomBytes(20).toString('hex');
    const enrolmentKey = readFileSync(join(vakt.data, 'sensor', 'enrolment.key'), 'utf8').trim();
    const json = { enrolmentKey, deviceId: id, deviceName: 'test.example', osPlatform: 'Linux' };
    const reply = await vakt.call('/intake/devices/enrol', { json });
    assert.equal(reply.status, 200, reply.text);
    return { id, token: reply.json<{ deviceToken: string }>().deviceToken };
  };

  const deliver = ({ id, token }: Device, from: number, count = ROWS_A_BATCH) => {
    const records = Array.from({ length: count }, (_, at) => ({
      time: new Date().toISOString(),
      category: 'AdvancedHunting-DeviceEvents',
      properties: {
        Timestamp: new Date().toISOString(),
        DeviceId: id,
        DeviceName: 'test.example',
        ReportId: from + at,
        ActionType: marker,
      },
    }));
    return vakt.call('/intake/events', { token, json: { records } });
  };

  const storedOf = async ({ id }: Device): Promise<number[]> => {
    const token = await vakt.token(vakt.demo.VAKT_CLIENT_ID ?? '', vakt.demo.VAKT_CLIENT_SECRET ?? '');
    const Query = `DeviceEvents | where ActionType == "${marker}" and DeviceId == "${id}" | project ReportId | order by ReportId asc`;
    const reply = await vakt.call('/api/advancedqueries/run', { token, json: { Query } });
    assert.equal(reply.status, 200, reply.text);
    return reply.json<{ Results: { ReportId: number }[] }>().Results.map(({ ReportId }) => ReportId);
  };

  it('are stored once when a device delivers them again, also after a restart', async () => {
    const device = await enrol();
    assert.equal((await deliver(device, 1)).status, 200);
    assert.equal((await deliver(device, 1)).status, 200);
    await vakt.killAll();
    await vakt.startAgain(['--demo', '--no-sensor']);
    assert.equal((await deliver(device, 1)).status, 200);
    assert.deepEqual(
      await storedOf(device),
      Array.from({ length: ROWS_A_BATCH }, (_, at) => at + 1),
    );
  });

  it('leave the comment on an alert that was acknowledged', async () => {
    const token = await vakt.token(vakt.demo.VAKT_CLIENT_ID ?? '', vakt.demo.VAKT_CLIENT_SECRET ?? '');
    const listed = await vakt.call('/api/alerts?$top=1', { token });
    const id = listed.json<{ value: { id: string }[] }>().value[0]?.id ?? '';
    const patched = await vakt.call(`/api/alerts/${id}`, {
      method: 'PATCH',
      token,
      json: { status: 'Resolved', comment: marker },
    });
    assert.equal(patched.status, 200, patched.text);
    await vakt.killAll();
    await vakt.startAgain(['--demo', '--no-sensor']);
    const alert = (await vakt.call(`/api/alerts/${id}`, { token })).json<{
      status: string;
      comments: { comment: string }[];
    }>();
    assert.equal(alert.status, 'Resolved');
    assert.deepEqual(
      alert.comments.map(({ comment }) => comment),
      [marker],
    );
  });

  it('are all there, once and in whole batches, when every process was killed among writers', async () => {
    const devices = await Promise.all(Array.from({ length: DEVICES }, enrol));
    const acknowledged = new Map(devices.map(device => [device, 0]));
    const write = async (device: Device): Promise<void> => {
      for (let from = 1; ; from += ROWS_A_BATCH) {
        try {
          const reply = await deliver(device, from);
          if (reply.status !== 200) return;
          acknowledged.set(device, from + ROWS_A_BATCH - 1);
        } catch {
          // The server is gone.
          return;
        }
      }
    };
    const writers = devices.map(write);
    while ([...acknowledged.values()].some(count => count < 5 * ROWS_A_BATCH))
      await new Promise(settle => setImmediate(settle));
    await vakt.killAll();
    await Promise.all(writers);
    await vakt.startAgain(['--demo', '--no-sensor']);
    for (const device of devices) {
      const stored = await storedOf(device);
      const highest = acknowledged.get(device) ?? 0;
      assert.ok(stored.length >= highest, `acknowledged ${highest}, stored ${stored.length}`);
      assert.equal(stored.length % ROWS_A_BATCH, 0);
      assert.deepEqual(
        stored,
        Array.from({ length: stored.length }, (_, at) => at + 1),
      );
    }
  });
});
