import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entitiesFromColumns, evidenceOf, folderOf } from '@vakt/contract/event-evidence';
import { entityKey } from '@vakt/contract/evidence-list';
import fc from 'fast-check';
import { columnsIn, fillIn } from '../src/alert-text.ts';
import { type Hit, readHits } from '../src/hit.ts';
import { ACTING_PROCESS, CREATED_PROCESS } from '../src/rule.ts';

const hitOf = (cells: Readonly<Record<string, unknown>>): Hit => {
  const row = { Timestamp: '2026-03-01T12:00:00.0000001Z', DeviceId: 'd', ReportId: 7, ...cells };
  const [hit] = readHits({
    columns: Object.keys(row).map(name => ({ name })),
    rows: [Object.values(row)],
  });
  assert.ok(hit);
  return hit;
};

describe('hits', () => {
  it('keep every digit of time and report id', () => {
    const hit = hitOf({ ReportId: 9_223_372_036_854_775_807n });
    assert.equal(hit.reportId, '9223372036854775807');
    assert.equal(hit.ticks % 10n, 1n);
  });

  it('leave out rows that name no event', () => {
    const columns = [{ name: 'Timestamp' }, { name: 'DeviceId' }, { name: 'ReportId' }];
    const time = '2026-03-01T12:00:00.0000000Z';
    const rows = [
      [null, 'd', 1],
      [time, '', 1],
      [time, 'd', null],
      ['not a time', 'd', 1],
    ];
    assert.deepEqual(readHits({ columns, rows }), []);
  });

  it('come in order of time', () => {
    const columns = [{ name: 'Timestamp' }, { name: 'DeviceId' }, { name: 'ReportId' }];
    const rows = [3, 1, 2].map(second => [`2026-03-01T12:00:0${second}.0000000Z`, 'd', second]);
    assert.deepEqual(
      readHits({ columns, rows }).map(({ reportId }) => reportId),
      ['1', '2', '3'],
    );
  });
});

describe('evidence', () => {
  it('names the folder of a path on either system', () => {
    assert.equal(folderOf('C:\\Windows\\System32\\cmd.exe', 'cmd.exe'), 'C:\\Windows\\System32');
    assert.equal(folderOf('c:\\windows\\CMD.EXE', 'cmd.exe'), 'c:\\windows');
    assert.equal(folderOf('/usr/bin/bash', 'bash'), '/usr/bin');
    assert.equal(folderOf('/init', 'init'), '/');
    assert.equal(folderOf('C:\\Windows\\System32\\', 'cmd.exe'), 'C:\\Windows\\System32');
    assert.equal(folderOf(null, 'cmd.exe'), null);
  });

  it('has the acting process of rows that are about something else', () => {
    const cells = { InitiatingProcessId: 8, InitiatingProcessFileName: 'a.exe', ProcessId: 9, FileName: 'b' };
    const [process] = evidenceOf(hitOf(cells), ACTING_PROCESS);
    assert.equal(process?.processId, 8);
    assert.equal(process?.fileName, 'a.exe');
  });

  it('leaves out entities whose columns are empty', () => {
    assert.deepEqual(evidenceOf(hitOf({ ProcessId: null, AccountName: '' }), CREATED_PROCESS), []);
  });

  it('splits a registry path into hive and key', () => {
    const cells = {
      RegistryKey: 'HKEY_USERS\\S-1-5-21\\Run',
      RegistryValueName: 'Start',
      RegistryValueData: 'x.exe',
    };
    const [value] = evidenceOf(hitOf(cells), { registry: 'RegistryKey' });
    assert.equal(value?.registryHive, 'HKEY_USERS');
    assert.equal(value?.registryKey, 'S-1-5-21\\Run');
    assert.equal(value?.registryValue, 'x.exe');
    assert.equal(value?.registryValueName, 'Start');
  });

  it('tells two processes of one number apart, and one process seen twice not', () => {
    const [one] = evidenceOf(hitOf({ ProcessId: 5, ProcessCreationTime: 'a' }), CREATED_PROCESS);
    const [again] = evidenceOf(
      hitOf({ ProcessId: 5, ProcessCreationTime: 'a', ReportId: 8 }),
      CREATED_PROCESS,
    );
    const [later] = evidenceOf(hitOf({ ProcessId: 5, ProcessCreationTime: 'b' }), CREATED_PROCESS);
    assert.ok(one && again && later);
    assert.equal(entityKey(one), entityKey(again));
    assert.notEqual(entityKey(one), entityKey(later));
  });

  it('follows from the columns when a rule names no entities', () => {
    const columns = new Set(['ProcessId', 'AccountName', 'InitiatingProcessId', 'FileName']);
    assert.deepEqual(entitiesFromColumns(columns, ['DeviceProcessEvents']), CREATED_PROCESS);
    assert.deepEqual(entitiesFromColumns(new Set([...columns, 'RemoteIP']), ['DeviceEvents']), {
      process: 'InitiatingProcessId',
      account: 'AccountName',
      file: 'FileName',
      ip: 'RemoteIP',
    });
    assert.deepEqual(entitiesFromColumns(new Set(['Timestamp']), ['DeviceInfo']), {});
  });
});

describe('words of an alert', () => {
  it('take the values of the columns that they name', () => {
    const hit = hitOf({ FileName: 'a.exe', Count: 3n });
    assert.equal(fillIn('{{FileName}} ran {{ Count }} times{{Nothing}}', hit), 'a.exe ran 3 times');
    assert.deepEqual(columnsIn('{{FileName}} and {{Other}}'), ['FileName', 'Other']);
  });

  it('never read a value as a name of a column', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const hit = hitOf({ A: `{{B}}${value}`, B: 'secret' });
        assert.ok(!fillIn('{{A}}', hit).includes('secret') || value.includes('secret'));
      }),
    );
  });
});
