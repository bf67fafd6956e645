import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../src/json/parse.ts';
import { extraOf, readEvents, security, sysmon, timeCreated } from './events.ts';

const POWERSHELL = 'Microsoft-Windows-PowerShell/Operational';

const start = sysmon(1, {
  RecordNumber: 1,
  CommandLine: '"whoami.exe" /user',
  Image: 'C:\\Windows\\System32\\whoami.exe',
  ProcessGuid: '{aa}',
  ProcessId: '200',
  ParentProcessGuid: '{bb}',
  ParentProcessId: '100',
  ParentImage: 'C:\\Windows\\System32\\cmd.exe',
  ParentCommandLine: 'cmd.exe',
  User: 'THESHIRE\\pgustavo',
  IntegrityLevel: 'High',
  LogonId: '0x2ba622',
  TerminalSessionId: '2',
  Hashes: 'SHA1=AA,SHA256=BB,MD5=CC,IMPHASH=DD',
  OriginalFileName: 'whoami.exe',
});

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

const connection = {
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIp: '172.18.39.5',
  SourcePort: '65372',
  DestinationIp: '10.10.10.5',
  DestinationPort: '80',
  DestinationHostname: 'c2.example',
};

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

describe('logons', () => {
  const logon = {
    TargetUserName: 'Ann',
    TargetDomainName: 'CORP',
    TargetUserSid: 'S-1-5-21-7',
    TargetLogonId: '0x10',
    LogonType: '10',
    IpAddress: '10.0.0.9',
    IpPort: '50000',
    LmPackageName: 'NTLM V2',
  };

  it('name account, type, origin and protocol, and learn their privileges from 4672', () => {
    const [row] = readEvents([
      security(4624, logon),
      security(4672, { SubjectLogonId: '0x10', PrivilegeList: 'SeDebugPrivilege\r\n\t\tSeTcbPrivilege' }),
    ]).rows;
    assert.deepEqual(
      [
        row?.ActionType,
        row?.AccountName,
        row?.AccountDomain,
        row?.LogonType,
        row?.RemoteIP,
        row?.RemotePort,
        row?.Protocol,
        row?.RemoteIPType,
      ],
      ['LogonSuccess', 'ann', 'corp', 'RemoteInteractive', '10.0.0.9', 50_000, 'NTLM', 'Private'],
    );
    assert.deepEqual(extraOf(row).Privileges, ['SeDebugPrivilege', 'SeTcbPrivilege']);
  });

  it('that fail say why, and keep the code', () => {
    const reasons = ['0xc000006a', '0xC0000064', '0xc0000234', '0xc0000072', '0xdeadbeef'].map(SubStatus => {
      const [row] = readEvents([security(4625, { ...logon, Status: '0xc000006d', SubStatus })]).rows;
      assert.equal(extraOf(row).SubStatus, SubStatus);
      return row?.FailureReason;
    });
    assert.deepEqual(reasons, [
      'InvalidUserNameOrPassword',
      'InvalidUserNameOrPassword',
      'AccountLockedOut',
      'AccountDisabled',
      '0xdeadbeef',
    ]);
  });
});

const part = (MessageNumber: string, ScriptBlockText: string, ScriptBlockId = 's1') =>
  timeCreated(POWERSHELL, 4104, { MessageNumber, MessageTotal: '3', ScriptBlockText, ScriptBlockId });

describe('scripts', () => {
  it('are joined from their parts, in any order, apart by id', () => {
    const { rows } = readEvents([
      part('3', 'c'),
      part('1', 'x', 's2'),
      part('1', 'a'),
      part('2', 'b'),
      part('2', 'y', 's2'),
      part('3', 'z', 's2'),
    ]);
    assert.deepEqual(
      rows.map(row => extraOf(row).ScriptContent),
      ['abc', 'xyz'],
    );
    assert.equal(rows[0]?.ActionType, 'ScriptContent');
  });

  it('say so when parts never came', () => {
    const [row] = readEvents([part('1', 'a'), part('3', 'c')]).rows;
    assert.deepEqual([extraOf(row).ScriptContent, extraOf(row).MissingParts], ['ac', 1]);
  });

  it('are read from the message where the collector could not take it apart', () => {
    const Message =
      'Creating Scriptblock text (1 of 1):\r\nGet-Process\r\n# end\r\n\r\nScriptBlock ID: 881da090-24a4-42da-ac7a-c9caa5ea8702\r\nPath: C:\\x.ps1';
    const [row] = readEvents([timeCreated(POWERSHELL, 4104, { Message })]).rows;
    assert.deepEqual([extraOf(row).ScriptContent, extraOf(row).Path], ['Get-Process\r\n# end', 'C:\\x.ps1']);
  });

  it('name the cmdlet of 4103, its host and its user', () => {
    const ContextInfo =
      '        Host Application = powershell.exe -enc x\r\n        Command Name = New-Object\r\n        User = PANDALAB\\Administrator\r\n';
    const [row] = readEvents([
      timeCreated(POWERSHELL, 4103, { ContextInfo, Payload: 'CommandInvocation(New-Object): "New-Object"' }),
    ]).rows;
    assert.deepEqual(
      [
        row?.ActionType,
        extraOf(row).Command,
        row?.InitiatingProcessCommandLine,
        row?.InitiatingProcessAccountName,
      ],
      ['PowerShellCommand', 'New-Object', 'powershell.exe -enc x', 'administrator'],
    );
  });
});

const actionOf = (event: JsonObject) => {
  const [row] = readEvents([event]).rows;
  return [row?.table, row?.ActionType];
};

const system = (id: number, fields = {}) => timeCreated('System', id, fields);

describe('other events', () => {
  it('have the tables and actions of the mapping', () => {
    const expected: readonly (readonly [JsonObject, string, string])[] = [
      [sysmon(2), 'DeviceEvents', 'FileTimestampModificationEvent'],
      [sysmon(6), 'DeviceEvents', 'DriverLoad'],
      [sysmon(7), 'DeviceImageLoadEvents', 'ImageLoaded'],
      [sysmon(14), 'DeviceRegistryEvents', 'RegistryKeyRenamed'],
      [sysmon(17), 'DeviceEvents', 'NamedPipeEvent'],
      [sysmon(21), 'DeviceEvents', 'WmiBindEventFilterToConsumer'],
      [sysmon(22), 'DeviceEvents', 'DnsQueryResponse'],
      [sysmon(24), 'DeviceEvents', 'GetClipboardData'],
      [sysmon(26), 'DeviceFileEvents', 'FileDeleted'],
      [security(1102), 'DeviceEvents', 'SecurityLogCleared'],
      [security(4657), 'DeviceRegistryEvents', 'RegistryValueSet'],
      [security(4697), 'DeviceEvents', 'ServiceInstalled'],
      [system(7045), 'DeviceEvents', 'ServiceInstalled'],
      [security(4698), 'DeviceEvents', 'ScheduledTaskCreated'],
      [security(4720), 'DeviceEvents', 'UserAccountCreated'],
      [security(4732), 'DeviceEvents', 'UserAccountAddedToLocalGroup'],
      [security(5145), 'DeviceEvents', 'NetworkShareObjectAccessChecked'],
      [security(5154), 'DeviceNetworkEvents', 'ListeningConnectionCreated'],
      [
        timeCreated('Microsoft-Windows-Windows Defender/Operational', 1116),
        'DeviceEvents',
        'AntivirusDetection',
      ],
      [
        timeCreated('Microsoft-Windows-WMI-Activity/Operational', 5861),
        'DeviceEvents',
        'WmiBindEventFilterToConsumer',
      ],
      [
        timeCreated('Microsoft-Windows-AppLocker/EXE and DLL', 8004),
        'DeviceEvents',
        'AppControlExecutableBlocked',
      ],
    ];
    for (const [event, ...outcome] of expected) assert.deepEqual(actionOf(event), outcome);
  });

  it('say the origin of a downloaded file', () => {
    const Contents =
      '[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://a.example/\r\nHostUrl=https://b.example/x.exe\r\n';
    const [row] = readEvents([sysmon(15, { TargetFilename: 'C:\\x.exe:Zone.Identifier', Contents })]).rows;
    assert.deepEqual(
      [row?.FileOriginUrl, row?.FileOriginReferrerUrl],
      ['https://b.example/x.exe', 'https://a.example/'],
    );
  });

  it('know the target of a process access', () => {
    const target = sysmon(1, { ...start, ProcessGuid: '{77}' });
    const { rows } = readEvents([
      target,
      sysmon(10, {
        TargetProcessGUID: '{77}',
        TargetProcessId: '200',
        TargetImage: 'C:\\w.exe',
        GrantedAccess: '0x1410',
      }),
    ]);
    const access = rows.find(row => row.ActionType === 'OpenProcessApiCall');
    assert.deepEqual(
      [access?.ProcessId, access?.ProcessCommandLine, extraOf(access).DesiredAccess],
      [200, '"whoami.exe" /user', 5_136],
    );
  });

  it('that a policy leaves out or that have no counterpart are skipped by name, not rejected', () => {
    const { rows, skipped, rejected } = readEvents([
      security(4663),
      security(4634),
      sysmon(5),
      timeCreated('Application', 15),
    ]);
    assert.deepEqual([rows, rejected], [[], []]);
    assert.deepEqual(skipped, [
      'Security 4663 (policy: handles and object access)',
      'Security 4634 (no counterpart: ends a session)',
      'Sysmon 5 (no counterpart: ends a process)',
      'application 15 (no mapping)',
    ]);
  });

  it('that lack what every event has are rejected with the reason', () => {
    const { Hostname: _host, ...homeless } = sysmon(1);
    assert.deepEqual(readEvents([homeless, { ...homeless, Hostname: 'a', EventID: 'x' }, 'text']).rejected, [
      'Hostname is missing',
      'EventID is missing or not a number',
      'the line is not a JSON object',
    ]);
  });
});

describe('what events say about devices', () => {
  it('gives one DeviceInfo a day, with who was there and no invented version', () => {
    const logon = { TargetUserName: 'ann', TargetDomainName: 'corp', TargetUserSid: 'S-1', LogonType: '2' };
    const { derived } = readEvents([
      sysmon(3, connection),
      security(4624, logon),
      sysmon(11, { UtcTime: '2020-08-08 00:00:01.000', EventTime: '2020-08-07 20:00:01' }),
    ]);
    const infos = derived
      .filter(({ table }) => table === 'DeviceInfo')
      .sort((one, other) => (String(one.Timestamp) < String(other.Timestamp) ? -1 : 1));
    assert.deepEqual(
      infos.map(row => String(row.Timestamp).slice(0, 10)),
      ['2020-08-07', '2020-08-08'],
    );
    assert.deepEqual(JSON.parse(String(infos[0]?.LoggedOnUsers)), [
      { UserName: 'ann', DomainName: 'corp', Sid: 'S-1' },
    ]);
    assert.equal(infos[0]?.OSVersion, undefined);
    const networks = derived.filter(({ table }) => table === 'DeviceNetworkInfo');
    assert.deepEqual(
      networks.map(row => row.IPAddresses),
      ['[{"IPAddress":"172.18.39.5"}]'],
    );
  });

  it('gives a signature once for a device and file', () => {
    const load = sysmon(7, {
      ImageLoaded: 'C:\\a.dll',
      Hashes: 'SHA1=AB',
      Signed: 'true',
      Signature: 'Microsoft Windows',
      SignatureStatus: 'Valid',
    });
    const certificates = readEvents([load, load]).derived.filter(
      ({ table }) => table === 'DeviceFileCertificateInfo',
    );
    assert.deepEqual(
      certificates.map(row => [row.SHA1, row.IsSigned, row.Signer, row.IsTrusted]),
      [['ab', true, 'Microsoft Windows', true]],
    );
  });
});
