import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connection, readEvents, security, start, sysmon } from './events.ts';

const audited = security(4688, {
  RecordNumber: 2,
  EventTime: '2020-08-07 10:32:23',
  NewProcessName: 'C:\\windows\\system32\\whoami.exe',
  NewProcessId: '0xc8',
  ProcessId: '0x64',
  CommandLine: '"whoami.exe" /user',
  TokenElevationType: '%%1937',
  MandatoryLabel: 'S-1-16-12288',
  SubjectUserName: 'pgustavo',
  SubjectDomainName: 'THESHIRE',
  SubjectUserSid: 'S-1-5-21-1',
  TargetUserName: '-',
  TargetUserSid: 'S-1-0-0',
});

const whoamiLogon = (EventTime: string) =>
  security(4648, { ProcessId: '0xc8', ProcessName: 'C:\\Windows\\System32\\whoami.exe', EventTime });

describe('process starts', () => {
  it('fill a row of DeviceProcessEvents', () => {
    const [row] = readEvents([start]).rows;
    assert.equal(row?.table, 'DeviceProcessEvents');
    const expected = {
      ActionType: 'ProcessCreated',
      ReportId: 1,
      FolderPath: 'C:\\Windows\\System32\\whoami.exe',
      FileName: 'whoami.exe',
      ProcessId: 200,
      ProcessCommandLine: '"whoami.exe" /user',
      ProcessCreationTime: '2020-08-07T14:32:22.8220000Z',
      AccountDomain: 'theshire',
      AccountName: 'pgustavo',
      ProcessIntegrityLevel: 'High',
      LogonId: 2_860_578,
      CreatedProcessSessionId: 2,
      SHA1: 'aa',
      SHA256: 'bb',
      MD5: 'cc',
      InitiatingProcessId: 100,
      InitiatingProcessFileName: 'cmd.exe',
      InitiatingProcessCommandLine: 'cmd.exe',
    };
    for (const [column, value] of Object.entries(expected)) assert.equal(row?.[column], value, column);
  });

  it('become one row from Sysmon 1 and Security 4688, in either order: Sysmon’s, with the token of 4688', () => {
    for (const events of [
      [start, audited],
      [audited, start],
    ]) {
      const { rows } = readEvents(events);
      assert.equal(rows.length, 1);
      assert.deepEqual(
        [rows[0]?.ReportId, rows[0]?.ProcessTokenElevation, rows[0]?.AccountSid, rows[0]?.SHA1],
        [1, 'TokenElevationTypeFull', 'S-1-5-21-1', 'aa'],
      );
    }
  });

  it('become one row also where the collector lost Sysmon’s process id', () => {
    const { ProcessId: _lost, ...withoutId } = start;
    const { rows } = readEvents([withoutId, audited]);
    assert.deepEqual([rows.length, rows[0]?.ProcessId], [1, 200]);
  });

  it('stay apart for another file, another time or another device', () => {
    for (const change of [
      { NewProcessName: 'C:\\x\\other.exe' },
      { EventTime: '2020-08-07 10:40:00' },
      { Hostname: 'elsewhere' },
    ])
      assert.equal(readEvents([start, { ...audited, ...change }]).rows.length, 2);
  });

  it('take the account of 4688 from its target, else from its subject', () => {
    const named = { TargetUserName: 'svc', TargetDomainName: 'NT', TargetUserSid: 'S-1-5-9' };
    const rows = readEvents([
      audited,
      security(4688, { ...audited, ...named, NewProcessId: '0x999', RecordNumber: 9 }),
    ]).rows;
    assert.deepEqual(
      rows.map(row => row.AccountName),
      ['pgustavo', 'svc'],
    );
    assert.equal(rows[0]?.ProcessIntegrityLevel, 'High');
  });

  it('tell what their processes do, with the grandparent, until they end', () => {
    const parent = sysmon(1, {
      ...start,
      ProcessGuid: '{bb}',
      ProcessId: '100',
      Image: 'C:\\Windows\\System32\\cmd.exe',
      CommandLine: 'cmd.exe /c',
      ParentProcessGuid: '{cc}',
      ParentImage: 'C:\\explorer.exe',
      ParentProcessId: '50',
      RecordNumber: 3,
    });
    const { rows } = readEvents([
      parent,
      start,
      sysmon(11, {
        ProcessGuid: '{AA}',
        ProcessId: '200',
        Image: 'C:\\Windows\\System32\\whoami.exe',
        TargetFilename: 'C:\\t',
      }),
    ]);
    const deed = rows.find(({ table }) => table === 'DeviceFileEvents');
    assert.deepEqual(
      [
        deed?.InitiatingProcessCommandLine,
        deed?.InitiatingProcessSHA256,
        deed?.InitiatingProcessParentId,
        deed?.InitiatingProcessParentFileName,
        deed?.InitiatingProcessIntegrityLevel,
      ],
      ['"whoami.exe" /user', 'bb', 100, 'cmd.exe', 'High'],
    );
    const child = rows.find(({ ReportId }) => ReportId === 1);
    assert.deepEqual(
      [child?.InitiatingProcessParentFileName, child?.InitiatingProcessParentId],
      ['explorer.exe', 50],
    );
  });

  it('are found by process id for logs without GUIDs, but not after the id was used again', () => {
    const end = security(4689, { ProcessId: '0xc8', EventTime: '2020-08-07 10:33:00' });
    const rows = readEvents([
      start,
      whoamiLogon('2020-08-07 10:32:30'),
      end,
      whoamiLogon('2020-08-07 10:34:00'),
    ]).rows;
    assert.deepEqual(
      rows.filter(row => row.ActionType === 'LogonAttempted').map(row => row.InitiatingProcessCommandLine),
      ['"whoami.exe" /user', undefined],
    );
    const other = security(4648, {
      ProcessId: '0xc8',
      ProcessName: 'C:\\other.exe',
      EventTime: '2020-08-07 10:32:30',
    });
    assert.equal(
      readEvents([start, other]).rows.find(row => row.ActionType === 'LogonAttempted')
        ?.InitiatingProcessCommandLine,
      undefined,
    );
  });
});

const filtered = security(5156, {
  Application: '\\device\\harddiskvolume2\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe',
  Direction: '%%14593',
  SourceAddress: '172.18.39.5',
  SourcePort: '65372',
  DestAddress: '10.10.10.5',
  DestPort: '80',
  Protocol: '6',
  ProcessId: '1648',
});

describe('connections', () => {
  it('have their ends on the side that began', () => {
    const rows = readEvents([
      sysmon(3, connection),
      sysmon(3, { ...connection, Initiated: 'false', ProcessId: '4' }),
    ]).rows;
    assert.deepEqual(
      rows.map(row => [
        row.ActionType,
        row.LocalIP,
        row.LocalPort,
        row.RemoteIP,
        row.RemotePort,
        row.RemoteUrl,
        row.Protocol,
        row.RemoteIPType,
      ]),
      [
        ['ConnectionSuccess', '172.18.39.5', 65_372, '10.10.10.5', 80, 'c2.example', 'Tcp', 'Private'],
        ['InboundConnectionAccepted', '10.10.10.5', 80, '172.18.39.5', 65_372, undefined, 'Tcp', 'Private'],
      ],
    );
  });

  it('of 5156 give way to Sysmon’s, in either order', () => {
    for (const events of [
      [filtered, filtered, sysmon(3, connection)],
      [sysmon(3, connection), filtered],
    ]) {
      const { rows } = readEvents(events);
      assert.deepEqual([rows.length, rows[0]?.ReportId], [1, 725_640]);
    }
    assert.equal(readEvents([filtered, sysmon(3, { ...connection, SourcePort: '1' })]).rows.length, 2);
  });

  it('of 5156 alone keep the device path and swap the ends when inbound', () => {
    const [row] = readEvents([{ ...filtered, Direction: '%%14592' }]).rows;
    assert.deepEqual(
      [row?.ActionType, row?.LocalPort, row?.RemotePort],
      ['InboundConnectionAccepted', 80, 65_372],
    );
    assert.equal(row?.InitiatingProcessFileName, 'powershell.exe');
    assert.match(String(row?.InitiatingProcessFolderPath), /^\\device\\/);
  });

  it('that were blocked are DeviceEvents, which know no kinds of addresses', () => {
    const [row] = readEvents([{ ...filtered, EventID: 5157 }]).rows;
    assert.deepEqual([row?.table, row?.ActionType], ['DeviceEvents', 'FirewallOutboundConnectionBlocked']);
    assert.ok(row && !('RemoteIPType' in row));
  });
});
