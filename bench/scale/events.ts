import type { HuntingRow } from '@vakt/contract/hunting/tables';

/**
 * Generated events of 1,000 devices over 30 days. The skew of real estates: a device's share falls with its rank (Zipf,
 * exponent 0.6), and so do programs (1.1), accounts (0.8) and remote addresses (1.0); three quarters of the events fall into
 * office hours of weekdays. Of 10 events six are of processes, three of the network and one of logons. One process in 5,000
 * is an attacker's, with the words that hunters look for. The same number of events gives the same events.
 */
export const DEVICES = 1_000;
export const DAYS = 30;

const DAY_MS = 86_400_000;

/** A fraction from 0 to 1 that looks random, for number `n` and purpose `salt` (a 32-bit mixer). */
const fraction = (n: number, salt: number): number => {
  let mixed = Math.imul(n ^ (salt * 0x9e37_79b9), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x27d4_eb2f);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
};

/** A rank below `count` whose share falls with the power `exponent` below or above 1. */
const rank = (n: number, salt: number, count: number, exponent: number): number => {
  const power = exponent === 1 ? 0.999 : exponent;
  const top = (count + 1) ** (1 - power) - 1;
  return Math.min(count - 1, Math.floor((1 + fraction(n, salt) * top) ** (1 / (1 - power))) - 1);
};

const PROGRAMS = [
  'svchost.exe',
  'chrome.exe',
  'msedge.exe',
  'conhost.exe',
  'RuntimeBroker.exe',
  'powershell.exe',
];
const MORE = ['cmd.exe', 'Teams.exe', 'winword.exe', 'rundll32.exe', 'schtasks.exe', 'python.exe', 'reg.exe'];
const FILES = [...PROGRAMS, ...MORE, ...Array.from({ length: 387 }, (_, at) => `tool-${at}.exe`)];
const ATTACKS = [
  'mimikatz sekurlsa::logonpasswords',
  '-enc SQBFAFgA -nop -w hidden',
  'vssadmin delete shadows /all',
];

const whenOf = (n: number, start: number): string => {
  const day = Math.floor(fraction(n, 1) * DAYS);
  const weekday = new Date(start + day * DAY_MS).getUTCDay();
  const atWork = fraction(n, 2) < 0.75 && weekday > 0 && weekday < 6;
  const hour = atWork ? 7 + fraction(n, 3) * 11 : fraction(n, 3) * 24;
  return new Date(start + day * DAY_MS + hour * 3_600_000).toISOString();
};

const commonOf = (n: number, start: number): HuntingRow => {
  const device = rank(n, 4, DEVICES, 0.6);
  return {
    Timestamp: whenOf(n, start),
    DeviceId: device.toString(16).padStart(40, '0'),
    DeviceName: `host-${device}.contoso.test`,
    ReportId: BigInt(n),
  };
};

const accountOf = (n: number): string => `user${rank(n, 5, 800, 0.8)}`;

const processOf = (n: number, start: number): HuntingRow => {
  const file = FILES[rank(n, 6, FILES.length, 1.1)] ?? '';
  const attack = fraction(n, 7) < 1 / 5_000 ? ` ${ATTACKS[n % ATTACKS.length]}` : '';
  return {
    ...commonOf(n, start),
    ActionType: 'ProcessCreated',
    FileName: file,
    FolderPath: `C:\\Windows\\System32\\${file}`,
    SHA256: (rank(n, 8, 20_000, 1.1) + 1).toString(16).padStart(64, '0'),
    ProcessId: BigInt(n % 60_000),
    ProcessCommandLine: `"C:\\Windows\\System32\\${file}" --session ${n % 977} /t:${rank(n, 9, 5_000, 0.9)}${attack}`,
    AccountName: accountOf(n),
    InitiatingProcessFileName: FILES[rank(n, 10, FILES.length, 1.1)] ?? '',
    InitiatingProcessId: BigInt((n * 31) % 60_000),
    AdditionalFields: `{"Origin":{"Kind":"${n % 50 === 0 ? 'remote' : 'local'}"},"n":${n}}`,
  };
};

const networkOf = (n: number, start: number): HuntingRow => {
  const remote = rank(n, 11, 30_000, 1);
  return {
    ...commonOf(n, start),
    ActionType: fraction(n, 12) < 0.9 ? 'ConnectionSuccess' : 'ConnectionFailed',
    RemoteIP: `198.${18 + (remote >> 16)}.${(remote >> 8) & 255}.${remote & 255}`,
    RemotePort: fraction(n, 13) < 0.8 ? 443 : 1_024 + (n % 9_000),
    RemoteUrl: `https://site-${remote}.example/${n % 40}`,
    InitiatingProcessFileName: FILES[rank(n, 6, FILES.length, 1.1)] ?? '',
    InitiatingProcessId: BigInt(n % 60_000),
  };
};

const logonOf = (n: number, start: number): HuntingRow => ({
  ...commonOf(n, start),
  ActionType: fraction(n, 14) < 0.93 ? 'LogonSuccess' : 'LogonFailed',
  LogonType: fraction(n, 15) < 0.7 ? 'Interactive' : 'Network',
  AccountName: accountOf(n),
  RemoteIP: `10.0.${n % 200}.${rank(n, 16, 250, 0.8)}`,
});

/** The tables with what makes their rows and their share of ten events. */
export const TABLES = [
  { table: 'DeviceProcessEvents', share: 6, row: processOf },
  { table: 'DeviceNetworkEvents', share: 3, row: networkOf },
  { table: 'DeviceLogonEvents', share: 1, row: logonOf },
] as const;
