import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { DeviceId } from '@vakt/contract/ids';
import { backoffMs, retryAfterMs } from '../src/delivery/backoff.ts';
import { EnrolmentFile } from '../src/delivery/enrolment.ts';
import { Outbox } from '../src/delivery/outbox.ts';
import { envelopeOf, recordText } from '../src/delivery/record.ts';
import { ReportIds } from '../src/delivery/report-ids.ts';
import { Spool } from '../src/delivery/spool.ts';
import { openTransport } from '../src/delivery/transport.ts';
import { Uplink } from '../src/delivery/uplink.ts';
import { ENROLMENT_KEY, type IntakeServer, startIntake, TENANT } from './support/intake-server.ts';

const DEVICE = { deviceId: 'ab'.repeat(20) as DeviceId, deviceName: 'host.example', osPlatform: 'Linux' };

/** A way from rows to the server whose waits are noted and over at once. */
const openWay = (intake: IntakeServer) => {
  const lines: string[] = [];
  const waits: number[] = [];
  const log = (level: string, message: string) => void lines.push(`${level}: ${message}`);
  const spool = new Spool(join(intake.folder, 'spool'), { maxBytes: 1_000_000, segmentBytes: 100_000 });
  const transport = openTransport(intake.url, intake.caFile);
  const enrolment = new EnrolmentFile(join(intake.folder, 'enrolment.json'), intake.keyFile, DEVICE);
  const wait = async (ms: number) => void waits.push(ms);
  const uplink = new Uplink({ spool, transport, enrolment, log, entropy: systemEntropy, wait });
  const reportIds = new ReportIds(join(intake.folder, 'report-id.json'), 1);
  const outbox = new Outbox({
    ...DEVICE,
    reportIds,
    spool,
    clock: systemClock,
    log,
    onSpooled: () => uplink.notify(),
  });
  const close = async () => {
    await uplink.stop();
    transport.close();
  };
  return { uplink, outbox, spool, lines, waits, close };
};

const setUp = async (t: TestContext) => {
  const intake = await startIntake();
  const way = openWay(intake);
  t.after(async () => {
    await way.close();
    await intake.close();
  });
  return { intake, ...way };
};

const numbered = (number: number) => ({ Timestamp: '2026-01-01T00:00:00.0000000Z', ProcessId: number });

const withNumber = (number: number) => (record: { readonly properties: object }) =>
  Reflect.get(record.properties, 'ProcessId') === number;

describe('delivery', () => {
  it('enrols with the key from its file and keeps the token where only its owner reads it', async t => {
    const { intake, uplink, outbox, lines } = await setUp(t);
    uplink.start();
    outbox.emit('DeviceProcessEvents', numbered(1));
    const record = await intake.find(withNumber(1));
    assert.deepEqual(intake.enrolments, [{ enrolmentKey: ENROLMENT_KEY, ...DEVICE }]);
    assert.equal(record.tenantId, TENANT);
    assert.equal(record.category, 'AdvancedHunting-DeviceProcessEvents');
    assert.equal(record.properties.DeviceId, DEVICE.deviceId);
    const file = join(intake.folder, 'enrolment.json');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).deviceToken, 'token-1');
    assert.ok(!lines.join().includes(ENROLMENT_KEY) && !lines.join().includes('token-1'));
  });

  it('enrols again when the token is no longer taken, and loses nothing', async t => {
    const { intake, uplink, outbox } = await setUp(t);
    writeFileSync(
      join(intake.folder, 'enrolment.json'),
      JSON.stringify({ deviceToken: 'old', tenantId: TENANT, deviceId: DEVICE.deviceId }),
    );
    uplink.start();
    outbox.emit('DeviceProcessEvents', numbered(1));
    await intake.find(withNumber(1));
    assert.equal(intake.enrolments.length, 1);
  });

  it('keeps asking when the key is refused, and says so once', async t => {
    const { intake, uplink, outbox, lines } = await setUp(t);
    writeFileSync(intake.keyFile, 'wrong');
    uplink.start();
    outbox.emit('DeviceProcessEvents', numbered(1));
    outbox.flush();
    while (intake.enrolments.length < 3) await new Promise(resolve => setImmediate(resolve));
    writeFileSync(intake.keyFile, ENROLMENT_KEY);
    await intake.find(withNumber(1));
    assert.equal(lines.filter(line => line.includes('refuses the enrolment')).length, 1);
  });

  it('waits as long as a busy server asks, then delivers the same rows', async t => {
    const { intake, uplink, outbox, waits } = await setUp(t);
    const answers = [
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 503, headers: { 'retry-after': '2' } },
    ];
    intake.answer = () => answers.shift();
    uplink.start();
    outbox.emit('DeviceProcessEvents', numbered(1));
    await intake.find(withNumber(1));
    assert.deepEqual(waits, [7000, 2000]);
    assert.equal(intake.records.length, 1);
  });

  it('leaves out the one record that the server refuses and delivers the others', async t => {
    const { intake, uplink, outbox, lines } = await setUp(t);
    intake.answer = records => (records.some(withNumber(13)) ? { status: 400 } : undefined);
    for (let number = 0; number < 20; number += 1) outbox.emit('DeviceProcessEvents', numbered(number));
    outbox.flush();
    uplink.start();
    await intake.find(withNumber(19));
    assert.equal(uplink.refused, 1);
    assert.equal(new Set(intake.records.map(({ properties }) => properties.ProcessId)).size, 19);
    assert.equal(lines.filter(line => line.startsWith('error')).length, 1);
  });

  it('says what the server refused of a batch that it took', async t => {
    const { intake, uplink, outbox, lines } = await setUp(t);
    intake.answer = () => ({
      status: 200,
      body: { accepted: 0, rejected: [{ index: 0, reason: 'Timestamp is missing' }] },
    });
    uplink.start();
    outbox.emit('DeviceProcessEvents', numbered(1));
    await intake.find(withNumber(1));
    await uplink.stop();
    assert.equal(uplink.refused, 1);
    assert.match(lines.join(), /error: the server refuses 1 records, the first: Timestamp is missing/);
  });

  it('repeats a batch whose answer was lost with the same records, whatever came since', async t => {
    const { intake, uplink, outbox } = await setUp(t);
    const seen: unknown[] = [];
    intake.answer = records => {
      seen.push(records.map(({ properties }) => properties.ProcessId));
      if (seen.length > 1) return undefined;
      outbox.emit('DeviceProcessEvents', numbered(2));
      outbox.flush();
      return { status: 500 };
    };
    outbox.emit('DeviceProcessEvents', numbered(1));
    outbox.flush();
    uplink.start();
    await intake.find(withNumber(2));
    assert.deepEqual(seen, [[1], [1], [2]]);
  });

  it('does not trust a server without the right certificate', async t => {
    const { intake } = await setUp(t);
    const transport = openTransport(intake.url, undefined);
    t.after(() => transport.close());
    const reply = await transport.post('/intake/events', '{}');
    assert.equal(reply.ok, false);
  });

  it('loses nothing when the server is away, over a restart too', async t => {
    const { intake, outbox, uplink, waits } = await setUp(t);
    intake.answer = () => ({ status: 500 });
    for (let number = 0; number < 5; number += 1) outbox.emit('DeviceProcessEvents', numbered(number));
    outbox.flush();
    uplink.start();
    while (waits.length < 3) await new Promise(resolve => setImmediate(resolve));
    await uplink.stop();
    intake.answer = () => undefined;
    const later = openWay(intake);
    later.uplink.start();
    await intake.find(withNumber(4));
    await later.close();
    assert.equal(intake.records.length, 5);
    assert.equal(new Set(intake.records.map(({ properties }) => properties.ReportId)).size, 5);
  });
});

describe('a record', () => {
  it('carries 64-bit numbers as digits and leaves empty cells out', () => {
    const row = {
      Timestamp: 't',
      ReportId: 9_223_372_036_854_775_807n,
      FileName: '',
      LogonId: null,
      IsLocalAdmin: false,
    };
    const text = recordText('DeviceLogonEvents', row, 'now');
    assert.equal(
      text,
      '{"time":"now","category":"AdvancedHunting-DeviceLogonEvents",' +
        '"properties":{"Timestamp":"t","ReportId":9223372036854775807,"IsLocalAdmin":false}}',
    );
    assert.equal(
      envelopeOf('T', [text, text]),
      `{"records":[{"tenantId":"T",${text.slice(1)},{"tenantId":"T",${text.slice(1)}]}`,
    );
  });

  it('is one line whatever a process is called', () => {
    const text = recordText('DeviceProcessEvents', { FileName: 'a\nb\u2028"\\' }, 'now');
    assert.ok(!text.includes('\n'));
    assert.equal(JSON.parse(text).properties.FileName, 'a\nb\u2028"\\');
  });
});

const entropy = (byte: number) => ({ uuid: () => '', bytes: () => Uint8Array.of(byte) });

describe('waiting', () => {
  it('grows to half a minute, with jitter', () => {
    assert.deepEqual(
      [1, 2, 3, 20].map(failures => backoffMs(failures, entropy(0))),
      [500, 1000, 2000, 30_000],
    );
    assert.equal(backoffMs(1, entropy(255)), 625);
  });

  it('obeys the server, but not for longer than an hour', () => {
    assert.deepEqual([3, 1_000_000].map(retryAfterMs), [3000, 3_600_000]);
  });
});
