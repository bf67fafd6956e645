import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { JsonValue } from '../../src/json/parse.ts';
import { extraOf, readEvents, security, sysmon, timeCreated } from './events.ts';

const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

describe('numbers', () => {
  it('keep 64 bits on their way into AdditionalFields', () => {
    const [row] = readEvents([sysmon(11, { TargetFilename: 'C:\\a.txt' })]).rows;
    assert.match(String(row?.AdditionalFields), /"Keywords":-9223372036854775808[,}]/);
  });

  it('are read in their three spellings', () => {
    for (const ProcessId of ['4824', 4824, '0x12d8'])
      assert.equal(readEvents([security(4648, { ProcessId })]).rows[0]?.InitiatingProcessId, 4824);
  });

  it('never come from the logging service: its ProcessID is not the subject', () => {
    const { ProcessId: _lost, ...event } = sysmon(11, { ProcessID: 3284 });
    assert.equal(readEvents([event]).rows[0]?.InitiatingProcessId, undefined);
    const Message = 'File created:\r\nProcessGuid: {x}\r\nProcessId: 1648\r\nImage: C:\\a.exe';
    assert.equal(readEvents([{ ...event, Message }]).rows[0]?.InitiatingProcessId, 1648);
  });

  it('take logon ids from hex, also wide ones', () => {
    const rows = readEvents([
      security(4624, { TargetLogonId: '0x3e7' }),
      security(4624, { TargetLogonId: '0x7fffffffffffffff' }),
    ]).rows;
    assert.deepEqual(
      rows.map(({ LogonId }) => LogonId),
      [999, 9_223_372_036_854_775_807n],
    );
  });
});

describe('names and shapes', () => {
  it('take both collectors and any letter case of the channel', () => {
    const { rows } = readEvents([
      security(4648),
      { ...security(4648), Channel: 'Security' },
      timeCreated('SECURITY', 4648),
    ]);
    assert.deepEqual(
      rows.map(({ ActionType }) => ActionType),
      ['LogonAttempted', 'LogonAttempted', 'LogonAttempted'],
    );
  });

  it('name the device, not the collector, in lower case, with one id for a tenant and a name', () => {
    const [one, other] = readEvents([sysmon(11), { ...sysmon(11), Hostname: 'ws5.THESHIRE.local' }]).rows;
    assert.equal(one?.DeviceName, 'ws5.theshire.local');
    assert.match(String(one?.DeviceId), /^[0-9a-f]{40}$/);
    assert.equal(one?.DeviceId, other?.DeviceId);
  });

  it('match process GUIDs with and without braces, in any case, under both spellings of the field', () => {
    const start = sysmon(1, {
      CommandLine: 'powershell -enc',
      ProcessGuid: '{297BC33E-65D0-5F2D-8207-000000000400}',
    });
    const guid = '297bc33e-65d0-5f2d-8207-000000000400';
    const { rows } = readEvents([
      start,
      sysmon(8, { SourceProcessGuid: guid, SourceImage: 'x' }),
      sysmon(10, { SourceProcessGUID: `{${guid}}`, SourceImage: 'x' }),
    ]);
    const lines = rows
      .filter(({ table }) => table === 'DeviceEvents')
      .map(row => row.InitiatingProcessCommandLine);
    assert.deepEqual(lines, ['powershell -enc', 'powershell -enc']);
  });

  it('split hashes of any subset; the import hash has no column', () => {
    const [row] = readEvents([sysmon(23, { Hashes: 'SHA1=AB12,IMPHASH=CD34' })]).rows;
    assert.deepEqual([row?.SHA1, row?.SHA256, extraOf(row).ImpHash], ['ab12', undefined, 'cd34']);
  });

  it('take `-`, empty and missing for absent', () => {
    const [row] = readEvents([
      security(4624, { TargetUserName: 'ann', IpAddress: '-', IpPort: '', WorkstationName: '-' }),
    ]).rows;
    assert.deepEqual(
      [row?.RemoteIP, row?.RemotePort, row?.RemoteDeviceName],
      [undefined, undefined, undefined],
    );
    assert.ok(!('IpAddress' in extraOf(row)));
  });

  it('write registry roots as the service does, and split values from keys', () => {
    const TargetObject = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Fax\\ImagePath';
    const rows = readEvents([
      sysmon(12, { EventType: 'CreateKey', TargetObject }),
      sysmon(12, { EventType: 'DeleteValue', TargetObject }),
      sysmon(13, { EventType: 'SetValue', TargetObject, Details: 'DWORD (0x00000001)' }),
    ]).rows;
    const key = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Fax';
    assert.deepEqual(
      rows.map(row => [row.ActionType, row.RegistryKey, row.RegistryValueName, row.RegistryValueType]),
      [
        ['RegistryKeyCreated', `${key}\\ImagePath`, undefined, undefined],
        ['RegistryValueDeleted', key, 'ImagePath', undefined],
        ['RegistryValueSet', key, 'ImagePath', 'Dword'],
      ],
    );
  });

  it('undo the XML escapes that NXLog leaves, and only its', () => {
    const [escaped] = readEvents([sysmon(17, { PipeName: '&lt;Anonymous Pipe&gt; &amp;lt;' })]).rows;
    assert.equal(extraOf(escaped).PipeName, '<Anonymous Pipe> &lt;');
    const [plain] = readEvents([
      timeCreated(SYSMON, 17, { PipeName: '&lt;', UtcTime: '2023-07-19 19:20:10.180' }),
    ]).rows;
    assert.equal(extraOf(plain).PipeName, '&lt;');
  });

  it('leave columns about a parent that started before recording empty', () => {
    const [row] = readEvents([sysmon(1, { ParentImage: 'C:\\x\\cmd.exe', ParentProcessId: '7' })]).rows;
    assert.deepEqual(
      [
        row?.InitiatingProcessFileName,
        row?.InitiatingProcessId,
        row?.InitiatingProcessCreationTime,
        row?.InitiatingProcessSHA1,
      ],
      ['cmd.exe', 7, undefined, undefined],
    );
    assert.equal(row?.InitiatingProcessParentFileName, undefined);
  });

  it('number the events of a collector that lost the numbers, so that a row can be named', () => {
    const { rows } = readEvents([timeCreated('Security', 4648), timeCreated('Security', 4648)]);
    assert.deepEqual(
      rows.map(({ ReportId }) => ReportId),
      [1, 2],
    );
  });
});

const sampled = (count: number, hostname: string, utc: string, logged: string) =>
  Array.from({ length: count }, () =>
    timeCreated(SYSMON, 11, { Hostname: hostname, UtcTime: utc, TimeCreated: logged }),
  );

describe('clocks', () => {
  it('take UtcTime where the event has it', () => {
    assert.equal(readEvents([sysmon(11)]).rows[0]?.Timestamp, '2020-08-07T14:32:22.8220000Z');
  });

  it('move other events by the offset that Sysmon shows on the same host, in either direction, and say so', () => {
    for (const [utc, expected, correction] of [
      ['2023-07-19 19:20:10.180', '2023-07-19T19:20:10.1980000Z', '+07:00:00'],
      ['2023-07-19 04:20:10.180', '2023-07-19T04:20:10.1980000Z', '-08:00:00'],
      ['2023-07-23 08:20:10.180', '2023-07-23T08:20:10.1980000Z', '+92:00:00'],
    ] as const) {
      const { rows } = readEvents([
        timeCreated('Security', 4648),
        ...sampled(3, 'dc01.pandalab.com', utc, '2023-07-19T12:20:10.198Z'),
      ]);
      const row = rows.find(({ ActionType }) => ActionType === 'LogonAttempted');
      assert.equal(row?.Timestamp, expected);
      assert.equal(extraOf(row).TimestampCorrectedBy, correction);
    }
  });

  it('measure each host and each file by itself', () => {
    const at = '2023-07-19T12:00:00.000Z';
    const logon = (Hostname: string) => timeCreated('Security', 4648, { Hostname, TimeCreated: at });
    const { rows } = readEvents(
      [
        ...sampled(20, 'a', '2023-07-19 13:00:00.000', at),
        ...sampled(20, 'b', '2023-07-19 05:00:00.000', at),
        logon('a'),
        logon('b'),
      ],
      [...sampled(20, 'a', '2023-07-19 09:00:00.000', at), logon('a')],
    );
    const times = rows
      .filter(({ ActionType }) => ActionType === 'LogonAttempted')
      .map(({ Timestamp }) => String(Timestamp).slice(11, 19));
    assert.deepEqual(times, ['13:00:00', '05:00:00', '09:00:00']);
  });

  it('are not led astray by the connections and DNS answers of a machine that slept', () => {
    const astray = Array.from({ length: 40 }, () =>
      timeCreated(SYSMON, 22, { UtcTime: '2023-07-15 16:00:00.000' }),
    );
    const { rows } = readEvents([
      ...astray,
      ...sampled(2, 'DC01', '2023-07-19 19:20:10.198', '2023-07-19T12:20:10.198Z'),
      timeCreated('Security', 4648),
    ]);
    assert.equal(rows.at(-1)?.Timestamp, '2023-07-19T19:20:10.1980000Z');
  });

  it('fall back on @timestamp without any Sysmon row, and say so', () => {
    const [row] = readEvents([security(4648)]).rows;
    assert.equal(row?.Timestamp, '2020-08-07T14:32:25.3590000Z');
    assert.equal(extraOf(row).TimestampSource, '@timestamp');
  });

  it('keep waiting events in order and bounded', () => {
    const events = Array.from({ length: 12_000 }, (_, at) => security(4648, { RecordNumber: at + 1 }));
    const ids = readEvents([...events, sysmon(11)]).rows.map(({ ReportId }) => Number(ReportId));
    assert.equal(ids.length, 12_001);
    assert.deepEqual(
      ids.slice(0, 12_000),
      Array.from({ length: 12_000 }, (_, at) => at + 1),
    );
  });

  it('refuse an event without a time', () => {
    const { EventTime: _time, '@timestamp': _stamp, ...event } = security(4648);
    assert.deepEqual(readEvents([event, { ...event, EventTime: 'soon' }]).rejected, [
      'the event names no time',
      'the event names no time',
    ]);
  });
});

describe('input of any shape', () => {
  it('never crashes the reader', () => {
    const field = fc.constantFrom(
      'EventTime',
      'UtcTime',
      '@timestamp',
      'ProcessId',
      'ProcessGuid',
      'Image',
      'Hashes',
      'User',
      'Message',
      'TargetObject',
      'EventType',
      'Details',
      'LogonId',
      'SourceIp',
      'Contents',
      'ScriptBlockText',
      '__proto__',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom<JsonValue>('2020-01-01 00:00:00', '0xffff', null, -1n, {}, [1]),
      fc.integer(),
    );
    const event = fc
      .tuple(
        fc.constantFrom(sysmon, security),
        fc.constantFrom(1, 3, 5, 7, 10, 12, 13, 15, 22, 4624, 4688, 4672, 5156, 4104),
        fc.dictionary(field, value, { noNullPrototype: true }),
      )
      .map(([make, id, fields]) => make(id, fields as Record<string, JsonValue>));
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            event,
            fc.jsonValue().map(json => json as JsonValue),
          ),
        ),
        events => void readEvents(events),
      ),
    );
  });
});
