import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import type { JsonObject, JsonValue } from '../../src/json/parse.ts';
import { WindowsEventReader } from '../../src/windows-events/reader.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111' as TenantId;

/** Rows that came of some events, with what was skipped and rejected. */
export interface Outcome {
  readonly rows: readonly (HuntingRow & { readonly table: string })[];
  readonly skipped: readonly string[];
  readonly rejected: readonly string[];
}

/** Tables that the reader concludes from the rows of others. */
const DERIVED: ReadonlySet<string> = new Set([
  'DeviceInfo',
  'DeviceNetworkInfo',
  'DeviceFileCertificateInfo',
]);

/** Reads events as the lines of one file; with several lists, of several files. */
export const readEvents = (
  ...files: readonly (readonly JsonValue[])[]
): Outcome & { readonly derived: Outcome['rows'] } => {
  const rows: (HuntingRow & { readonly table: string })[] = [];
  const skipped: string[] = [];
  const rejected: string[] = [];
  const reader = new WindowsEventReader(TENANT, {
    row: (table, row) => void rows.push({ table, ...row }),
    skipped: kind => void skipped.push(kind),
    rejected: (_origin, reason) => void rejected.push(reason),
    ignoredColumn: () => undefined,
  });
  for (const [index, events] of files.entries()) {
    for (const [line, event] of events.entries()) reader.read(event, { file: String(index), line: line + 1 });
    reader.endOfFile();
  }
  reader.end();
  return {
    rows: rows.filter(({ table }) => !DERIVED.has(table)),
    derived: rows.filter(({ table }) => DERIVED.has(table)),
    skipped,
    rejected,
  };
};

const NXLOG = {
  EventTime: '2020-08-07 10:32:22',
  '@timestamp': '2020-08-07T14:32:25.359Z',
  EventReceivedTime: '2020-08-07 10:32:25',
  SourceModuleType: 'im_msvistalog',
  Hostname: 'WS5.theshire.local',
  host: 'wec.internal.cloudapp.net',
  ExecutionProcessID: 3284,
  Keywords: -9_223_372_036_854_775_808n,
  UserID: 'S-1-5-18',
  AccountName: 'SYSTEM',
  Domain: 'NT AUTHORITY',
};

/** A Sysmon event as NXLog writes it, four hours behind; override what matters. */
export const sysmon = (EventID: number, fields: JsonObject = {}): JsonObject => ({
  ...NXLOG,
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  EventID,
  RecordNumber: 725_640,
  UtcTime: '2020-08-07 14:32:22.822',
  ProcessGuid: '{297BC33E-65d0-5f2d-8207-000000000400}',
  ProcessId: '1648',
  Image: 'C:\\windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  RuleName: '-',
  ...fields,
});

/** An event of the Security log as NXLog writes it. */
export const security = (EventID: number, fields: JsonObject = {}): JsonObject => ({
  ...NXLOG,
  Channel: 'security',
  EventID,
  RecordNumber: 202_200,
  ...fields,
});

/** An event of the other collector, whose `Z` is wrong. */
export const timeCreated = (Channel: string, EventID: number, fields: JsonObject = {}): JsonObject => ({
  TimeCreated: '2023-07-19T12:20:10.198Z',
  '@timestamp': '2023-07-19T12:20:10.198Z',
  Channel,
  EventID,
  Hostname: 'DC01.pandalab.com',
  Keywords: '0x8000000000000000',
  ...fields,
});

/** The row's AdditionalFields, parsed. */
export const extraOf = (row: HuntingRow | undefined): Record<string, unknown> =>
  JSON.parse(String(row?.AdditionalFields ?? '{}'));

/** A process start that Sysmon tells of. */
export const start = sysmon(1, {
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

/** What Sysmon tells of a connection that the device began. */
export const connection = {
  Protocol: 'tcp',
  Initiated: 'true',
  SourceIp: '172.18.39.5',
  SourcePort: '65372',
  DestinationIp: '10.10.10.5',
  DestinationPort: '80',
  DestinationHostname: 'c2.example',
};
