import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { isJsonObject, type JsonValue, parseJson } from '../json/parse.ts';

/** An account that logged on to a device. */
export interface DeviceUser {
  readonly accountName: string;
  readonly accountDomain: string;
  readonly accountSid?: string;
  /** Of the latest logon, as DeviceLogonEvents has it. */
  readonly logonType?: string;
  readonly lastSeen: string;
}

/** Logons of somebody who sits at the device or has its screen; services and shares are not users of it. */
const PRESENT: ReadonlySet<unknown> = new Set([
  'Interactive',
  'RemoteInteractive',
  'CachedInteractive',
  'CachedRemoteInteractive',
  'Unlock',
]);

/** The sessions of the window manager and the font driver, which every interactive logon starts. */
const SYSTEM_DOMAINS: ReadonlySet<string> = new Set(['window manager', 'font driver host', 'nt authority']);

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const ofLogon = (row: HuntingRow, lastSeen: string): readonly DeviceUser[] => {
  if (row.ActionType !== 'LogonSuccess' || !PRESENT.has(row.LogonType) || !row.AccountName) return [];
  if (SYSTEM_DOMAINS.has(text(row.AccountDomain).toLowerCase())) return [];
  return [
    {
      accountName: text(row.AccountName),
      accountDomain: text(row.AccountDomain),
      ...(row.AccountSid && { accountSid: text(row.AccountSid) }),
      logonType: text(row.LogonType),
      lastSeen,
    },
  ];
};

const ofListEntry = (entry: JsonValue, lastSeen: string): readonly DeviceUser[] => {
  if (!isJsonObject(entry) || text(entry.UserName) === '') return [];
  const { UserName, DomainName, Sid } = entry;
  return [
    {
      accountName: text(UserName),
      accountDomain: text(DomainName),
      ...(text(Sid) !== '' && { accountSid: text(Sid) }),
      lastSeen,
    },
  ];
};

const ofDeviceInfo = (row: HuntingRow, lastSeen: string): readonly DeviceUser[] => {
  const list = text(row.LoggedOnUsers) === '' ? undefined : parseJson(text(row.LoggedOnUsers));
  return list?.ok && Array.isArray(list.value)
    ? (list.value as readonly JsonValue[]).flatMap(entry => ofListEntry(entry, lastSeen))
    : [];
};

/** The users that a row shows at the device. */
export const usersOf = (table: string, row: HuntingRow, lastSeen: string): readonly DeviceUser[] => {
  if (table === 'DeviceLogonEvents') return ofLogon(row, lastSeen);
  return table === 'DeviceInfo' ? ofDeviceInfo(row, lastSeen) : [];
};
