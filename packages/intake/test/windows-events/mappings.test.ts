import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../src/json/parse.ts';
import { connection, extraOf, readEvents, security, start, sysmon, timeCreated } from './events.ts';

const POWERSHELL = 'Microsoft-Windows-PowerShell/Operational';

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
