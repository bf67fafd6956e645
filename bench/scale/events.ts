/**
 * Generated events of 1,000 devices over 30 days, made by the engine itself: the same number of events gives the same
 * events. They arrive day by day. The skew of real estates: a device's share falls with its rank (Zipf, exponent 0.6), and so
 * do programs (1.1), accounts (0.8) and remote addresses (1.0); three quarters of the events fall into office hours of
 * weekdays. Of 10 events six are of processes, three of the network and one of logons. One process in 5,000 is an attacker's,
 * with the words that hunters look for; one command line in eight ends in the name of a temporary file and an id that no
 * other has, one in 200 in words that are not ASCII.
 */
export const DAYS = 30;
const DEVICES = 1_000;

/** A table with its share of ten events, and its columns as SQL over `number` and the columns before. */
interface GeneratedTable {
  readonly table: string;
  readonly share: number;
  readonly columns: Readonly<Record<string, string>>;
}

/** A fraction from 0 to 1 that looks random, for event `number` and a purpose. */
const fraction = (purpose: number): string => `(intHash64(number * 64 + ${purpose}) / 18446744073709551616.)`;

/** A rank below `count` whose share falls with the power `exponent`, below or above 1. */
const rank = (purpose: number, count: number, exponent: number): string => {
  const power = exponent === 1 ? 0.999 : exponent;
  const top = (count + 1) ** (1 - power) - 1;
  return `least(${count - 1}, toInt64(pow(1 + ${fraction(purpose)} * ${top}, ${1 / (1 - power)})) - 1)`;
};

const quoted = (texts: readonly string[]): string =>
  `[${texts.map(text => `'${text.replaceAll('\\', '\\\\')}'`).join(', ')}]`;

const COMMON =
  'svchost chrome msedge conhost RuntimeBroker powershell cmd Teams winword rundll32 schtasks python reg';
const PROGRAMS = [
  ...COMMON.split(' ').map(name => `${name}.exe`),
  ...Array.from({ length: 387 }, (_, at) => `tool-${at}.exe`),
];
const ATTACKS = [
  'mimikatz sekurlsa::logonpasswords',
  '-enc SQBFAFgA -nop -w hidden',
  'vssadmin delete shadows /all',
];

const program = (purpose: number): string =>
  `${quoted(PROGRAMS)}[${rank(purpose, PROGRAMS.length, 1.1)} + 1]`;

/** `text` in a share of the events, nothing in the others. */
const sometimes = (purpose: number, share: number, text: string): string =>
  `if(${fraction(purpose)} < ${share}, ${text}, '')`;

const commandLine = `concat('"', FolderPath, '" --session ', toString(number % 977), ' /t:', toString(${rank(9, 5_000, 0.9)}),
  ${sometimes(7, 1 / 5_000, `concat(' ', ${quoted(ATTACKS)}[number % ${ATTACKS.length} + 1])`)},
  ${sometimes(17, 1 / 8, `concat(' C:\\\\Temp\\\\', lower(hex(intHash64(number))), '.tmp {', lower(hex(intHash64(number + 1))), '}')`)},
  ${sometimes(18, 1 / 200, "' C:\\\\Users\\\\Jürgen\\\\Übersicht – März.docx'")})`;

const address = (n: string): string =>
  `concat('198.', toString(18 + intDiv(${n}, 65536)), '.', toString(intDiv(${n}, 256) % 256), '.', toString(${n} % 256))`;

const account = `concat('user', toString(${rank(5, 800, 0.8)}))`;

export const TABLES: readonly GeneratedTable[] = [
  {
    table: 'DeviceProcessEvents',
    share: 6,
    columns: {
      ActionType: "'ProcessCreated'",
      FileName: program(6),
      FolderPath: "concat('C:\\\\Windows\\\\System32\\\\', FileName)",
      SHA256: `leftPad(lower(hex(${rank(8, 20_000, 1.1)} + 1)), 64, '0')`,
      ProcessId: 'toInt64(number % 60000)',
      ProcessCommandLine: commandLine,
      AccountName: account,
      InitiatingProcessFileName: program(10),
      InitiatingProcessId: 'toInt64((number * 31) % 60000)',
      AdditionalFields: `concat('{"Origin":{"Kind":"', if(number % 50 = 0, 'remote', 'local'), '"},"n":', toString(number), '}')`,
    },
  },
  {
    table: 'DeviceNetworkEvents',
    share: 3,
    columns: {
      ActionType: `if(${fraction(12)} < 0.9, 'ConnectionSuccess', 'ConnectionFailed')`,
      RemoteIP: address(`(${rank(11, 30_000, 1)})`),
      RemotePort: `toInt32(if(${fraction(13)} < 0.8, 443, 1024 + number % 9000))`,
      RemoteUrl: `concat('https://site-', toString(${rank(11, 30_000, 1)}), '.example/', toString(number % 40))`,
      InitiatingProcessFileName: program(6),
      InitiatingProcessId: 'toInt64(number % 60000)',
    },
  },
  {
    table: 'DeviceLogonEvents',
    share: 1,
    columns: {
      ActionType: `if(${fraction(14)} < 0.93, 'LogonSuccess', 'LogonFailed')`,
      LogonType: `if(${fraction(15)} < 0.7, 'Interactive', 'Network')`,
      AccountName: account,
      RemoteIP: `concat('10.0.', toString(number % 200), '.', toString(${rank(16, 250, 0.8)}))`,
    },
  },
];

const device = rank(4, DEVICES, 0.6);

const whenSql = (size: number, startMs: number): string => {
  const day = `toDateTime64(${startMs / 1_000}, 7, 'UTC') + INTERVAL toUInt32(intDiv(number * ${DAYS}, ${size})) DAY`;
  const hours = `if(${fraction(2)} < 0.75 AND toDayOfWeek(${day}) < 6, 7 + ${fraction(3)} * 11, ${fraction(3)} * 24)`;
  return `reinterpret(reinterpret(${day}, 'Int64') + toInt64(${hours} * 36000000000), 'DateTime64(7, \\'UTC\\')')`;
};

/**
 * The statement that puts events `from` to `from + count` into a table.
 *
 * @param size how many events of the table there are in all.
 * @param startMs the beginning of the first day.
 */
export const insertStatement = (
  { table, columns }: GeneratedTable,
  tenant: string,
  { size, from, count, startMs }: Readonly<Record<'size' | 'from' | 'count' | 'startMs', number>>,
): string => {
  const all: Readonly<Record<string, string>> = {
    tenant: `'${tenant}'`,
    Timestamp: whenSql(size, startMs),
    DeviceId: `leftPad(lower(hex(${device})), 40, '0')`,
    DeviceName: `concat('host-', toString(${device}), '.contoso.test')`,
    ReportId: 'toInt64(number)',
    _IngestedAt: 'now64(7)',
    _Sequence: 'toInt64(number)',
    ...columns,
  };
  const named = Object.entries(all).map(([name, value]) => `${value} AS ${name}`);
  return `INSERT INTO lake.${table} (${Object.keys(all).join(', ')}) SELECT ${named.join(',\n')} FROM numbers(${from}, ${count})`;
};
