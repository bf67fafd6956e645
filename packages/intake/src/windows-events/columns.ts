import { normaliseTimestamp } from '../values/timestamp.ts';
import {
  fileNameOf,
  registryPath,
  splitAccount,
  splitHashes,
  splitRegistryValue,
} from '../values/windows-names.ts';
import { fill, hasColumn } from './draft.ts';
import { fieldNumber, fieldText, subjectProcessId, type WindowsEvent } from './event.ts';
import type { ColumnSource } from './mapping.ts';

/** The column takes the field's text. */
export const text = (column: string, field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => fill(row, column, fieldText(event, field)),
});

/** The column takes the field's text through `change`. */
export const changed = (
  column: string,
  field: string,
  change: (value: string) => string | undefined,
): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const value = fieldText(event, field);
    if (value !== undefined) fill(row, column, change(value));
  },
});

/** The column takes the field's number, in whatever spelling. */
export const number = (column: string, field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => fill(row, column, fieldNumber(event, field)),
});

/** ProcessId of the process that the event is about. */
export const processId = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => fill(row, 'ProcessId', subjectProcessId(event, field)),
});

/** The column takes the field's UTC time. */
export const time = (column: string, field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const value = fieldText(event, field);
    if (value !== undefined) fill(row, column, normaliseTimestamp(value));
  },
});

/** A path into FolderPath (which in Defender's rows includes the name) and FileName. */
export const file = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const path = fieldText(event, field);
    if (path === undefined) return;
    fill(row, 'FolderPath', path);
    fill(row, 'FileName', fileNameOf(path));
  },
});

/** The hashes of the row's file; the import hash, which has no column, into AdditionalFields. */
export const hashes = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row, extra }) => {
    const value = fieldText(event, field);
    if (value === undefined) return;
    const { SHA1, SHA256, MD5, IMPHASH } = splitHashes(value);
    fill(row, 'SHA1', SHA1);
    fill(row, 'SHA256', SHA256);
    fill(row, 'MD5', MD5);
    if (IMPHASH !== undefined) extra.ImpHash = IMPHASH;
  },
});

/** `DOMAIN\user` into AccountDomain and AccountName. */
export const user = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const account = fieldText(event, field);
    if (account === undefined) return;
    const { domain, name } = splitAccount(account);
    fill(row, 'AccountDomain', domain);
    fill(row, 'AccountName', name);
  },
});

/** SID of "nobody" in the Security log. */
const NULL_SID = 'S-1-0-0';

const accountFields = (prefix: string): readonly string[] => [
  `${prefix}UserName`,
  `${prefix}DomainName`,
  `${prefix}UserSid`,
  `${prefix}Sid`,
];

/** The account of the Security log's fields with `prefix` into the columns that begin with `columns`. */
export const fillAccount = (
  event: WindowsEvent,
  row: Parameters<typeof fill>[0],
  columns: string,
  prefix: string,
): void => {
  const sid = fieldText(event, `${prefix}UserSid`) ?? fieldText(event, `${prefix}Sid`);
  fill(row, `${columns}Name`, fieldText(event, `${prefix}UserName`)?.toLowerCase());
  fill(row, `${columns}Domain`, fieldText(event, `${prefix}DomainName`)?.toLowerCase());
  if (sid !== NULL_SID) fill(row, `${columns}Sid`, sid);
};

/** The Security log's account fields with `prefix` (`Target`, `Subject`) into AccountName, AccountDomain, AccountSid. */
export const account = (prefix: string): ColumnSource => ({
  reads: accountFields(prefix),
  fill: (event, { table, row }) => {
    fillAccount(event, row, 'Account', prefix);
    if (hasColumn(table, 'LogonId')) fill(row, 'LogonId', fieldNumber(event, `${prefix}LogonId`));
  },
});

/** The account fields of the first prefix that names somebody. */
export const firstAccount = (...prefixes: readonly string[]): ColumnSource => ({
  reads: prefixes.flatMap(accountFields),
  fill: (event, { row }) => {
    const named = prefixes.find(prefix => fieldText(event, `${prefix}UserName`) !== undefined);
    if (named !== undefined) fillAccount(event, row, 'Account', named);
  },
});

/** A key's path into RegistryKey. */
export const registryKey = (field: string): ColumnSource => changed('RegistryKey', field, registryPath);

/** A value's path into RegistryKey and RegistryValueName. */
export const registryValue = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const path = fieldText(event, field);
    if (path === undefined) return;
    const { key, value } = splitRegistryValue(registryPath(path));
    fill(row, 'RegistryKey', key);
    fill(row, 'RegistryValueName', value);
  },
});

const TYPED_DATA: readonly (readonly [RegExp, string])[] = [
  [/^DWORD \(0x[0-9a-f]+\)/i, 'Dword'],
  [/^QWORD \(0x[0-9a-f]+(?:-0x[0-9a-f]+)?\)/i, 'Qword'],
  [/^Binary Data/i, 'Binary'],
];

/** Sysmon's `Details` into RegistryValueData and RegistryValueType. */
export const registryData = (field: string): ColumnSource => ({
  reads: [field],
  fill: (event, { row }) => {
    const data = fieldText(event, field);
    if (data === undefined) return;
    fill(row, 'RegistryValueData', data);
    fill(row, 'RegistryValueType', TYPED_DATA.find(([pattern]) => pattern.test(data))?.[1] ?? 'String');
  },
});

/** Integrity by name, or by the SID of a mandatory label. */
export const integrity = (column: string, field: string): ColumnSource =>
  changed(column, field, value => INTEGRITY[value.toUpperCase()]);

const INTEGRITY: Readonly<Record<string, string>> = {
  LOW: 'Low',
  MEDIUM: 'Medium',
  HIGH: 'High',
  SYSTEM: 'System',
  'S-1-16-4096': 'Low',
  'S-1-16-8192': 'Medium',
  'S-1-16-12288': 'High',
  'S-1-16-16384': 'System',
};
