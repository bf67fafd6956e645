/**
 * Typical first-cut hunting queries over synthetic events against SQL written by hand for the same answer, on the same
 * node in the same run: what the compiler's null rules, dynamic accessors and exact text tests cost. Compilation is
 * measured apart. Usage: node bench/hunting-queries.ts [EVENTS]
 */
import { systemClock } from '@vakt/contract/clock';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { createHuntingEngine, type HuntingEngine } from '@vakt/hunting/engine';
import type { Lake } from '@vakt/lake/lake';
import { withTestLake } from '@vakt/testing/lake';

const tenant = '11111111-1111-4111-8111-111111111111' as TenantId;
const events = Number(process.argv[2] ?? 200_000);
const BATCH = 20_000;
const REPEATS = 5;

interface Pair {
  readonly name: string;
  readonly kql: string;
  readonly sql: string;
}

const table = 'lake.DeviceProcessEvents';

const pairs: readonly Pair[] = [
  {
    name: 'a term in a time range',
    kql: 'DeviceProcessEvents | where Timestamp > ago(7d) and ProcessCommandLine has "mimikatz" | count',
    sql: `SELECT count() FROM ${table} WHERE Timestamp > now64(7) - INTERVAL 7 DAY AND hasToken(lowerUTF8(ProcessCommandLine), 'mimikatz')`,
  },
  {
    name: 'any of five terms, latest hundred',
    kql: `DeviceProcessEvents | where Timestamp > ago(7d) | where FileName in~ ("powershell.exe", "cmd.exe")
      | where ProcessCommandLine has_any ("enc", "bypass", "hidden", "mimikatz", "lsass")
      | project Timestamp, DeviceName, FileName, ProcessCommandLine | top 100 by Timestamp desc`,
    sql: `SELECT Timestamp, DeviceName, FileName, ProcessCommandLine FROM ${table} WHERE Timestamp > now64(7) - INTERVAL 7 DAY
      AND lower(FileName) IN ('powershell.exe', 'cmd.exe') AND hasAnyTokens(lowerUTF8(ProcessCommandLine), ['enc', 'bypass', 'hidden', 'mimikatz', 'lsass'])
      ORDER BY Timestamp DESC LIMIT 100`,
  },
  {
    name: 'a substring',
    kql: 'DeviceProcessEvents | where ProcessCommandLine contains "katz" | count',
    sql: `SELECT count() FROM ${table} WHERE positionCaseInsensitive(ProcessCommandLine, 'katz') > 0`,
  },
  {
    name: 'counts by device and hour',
    kql: 'DeviceProcessEvents | where Timestamp > ago(7d) | summarize n = count(), files = dcount(FileName) by DeviceName, bin(Timestamp, 1h) | sort by n desc | take 50',
    sql: `SELECT DeviceName, toStartOfHour(Timestamp) AS h, count() AS n, uniqExact(FileName) AS f FROM ${table} WHERE Timestamp > now64(7) - INTERVAL 7 DAY
      GROUP BY DeviceName, h ORDER BY n DESC LIMIT 50`,
  },
  {
    name: 'rare programs with their devices',
    kql: 'DeviceProcessEvents | summarize n = count(), seen = min(Timestamp), devices = make_set(DeviceName, 10) by SHA256 | where n < 20 | count',
    sql: `SELECT count() FROM (SELECT SHA256, count() AS n, min(Timestamp), groupUniqArray(10)(DeviceName) FROM ${table} GROUP BY SHA256 HAVING n < 20)`,
  },
  {
    name: 'the latest event of each device',
    kql: 'DeviceProcessEvents | summarize arg_max(Timestamp, *) by DeviceId | project DeviceId, Timestamp, FileName',
    sql: `SELECT DeviceId, Timestamp, FileName FROM ${table} ORDER BY Timestamp DESC LIMIT 1 BY DeviceId`,
  },
  {
    name: 'parent and child joined',
    kql: `DeviceProcessEvents | where FileName == "winword.exe" | project DeviceId, Parent = ProcessId, ParentTime = Timestamp
      | join kind=inner (DeviceProcessEvents | where FileName == "cmd.exe" | project DeviceId, Child = ProcessId, Timestamp, InitiatingProcessId) on DeviceId, $left.Parent == $right.InitiatingProcessId
      | where Timestamp between (ParentTime .. 5m) | count`,
    sql: `SELECT count() FROM (SELECT DeviceId, ProcessId, Timestamp AS t FROM ${table} WHERE FileName = 'winword.exe') AS l
      INNER JOIN (SELECT DeviceId, InitiatingProcessId, Timestamp AS u FROM ${table} WHERE FileName = 'cmd.exe') AS r
      ON l.DeviceId = r.DeviceId AND l.ProcessId = r.InitiatingProcessId WHERE u >= t AND u <= t + INTERVAL 5 MINUTE`,
  },
  {
    name: 'a member of a dynamic value',
    kql: 'DeviceProcessEvents | extend d = parse_json(AdditionalFields) | where tostring(d.Origin.Kind) == "remote" | count',
    sql: `SELECT count() FROM ${table} WHERE JSONExtractString(AdditionalFields, 'Origin', 'Kind') = 'remote'`,
  },
];

const FILES = ['powershell.exe', 'cmd.exe', 'winword.exe', 'svchost.exe', 'chrome.exe', 'python3', 'bash'];
const ARGUMENTS = ['-enc aGVsbG8', '--type=renderer', '/c whoami', '-ExecutionPolicy Bypass', '-k netsvcs'];

const pick = <Item>(items: readonly Item[], n: number): Item | undefined => items[n % items.length];

const syntheticEvent = (n: number, start: number): HuntingRow => {
  const file = pick(FILES, n * 7) ?? '';
  const device = n % 200;
  const rare = n % 10_007 === 0 ? ' mimikatz' : '';
  return {
    Timestamp: new Date(start + (n / events) * 14 * 86_400_000).toISOString(),
    DeviceId: device.toString(16).padStart(40, '0'),
    DeviceName: `host-${device}`,
    FileName: file,
    SHA256: (n % 5_003).toString(16).padStart(64, '0'),
    ProcessId: BigInt(n % 60_000),
    InitiatingProcessId: BigInt((n * 31) % 60_000),
    ProcessCommandLine: `C:\\Windows\\System32\\${file} ${pick(ARGUMENTS, n)} token${n % 50_021}${rare}`,
    AdditionalFields: `{"Origin":{"Kind":"${n % 50 === 0 ? 'remote' : 'local'}"},"n":${n}}`,
    ReportId: BigInt(n),
  };
};

const load = async (lake: Lake): Promise<void> => {
  const start = Date.now() - 14 * 86_400_000;
  for (let from = 0; from < events; from += BATCH) {
    const size = Math.min(BATCH, events - from);
    const rows = Array.from({ length: size }, (_, index) => syntheticEvent(from + index, start));
    await lake.append(tenant, { table: 'DeviceProcessEvents', rows });
  }
};

/** The best of some runs, in milliseconds. */
const best = async (work: () => Promise<unknown>): Promise<number> => {
  let shortest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < REPEATS; run += 1) {
    const started = performance.now();
    await work();
    shortest = Math.min(shortest, performance.now() - started);
  }
  return shortest;
};

const compare = async (engine: HuntingEngine, lake: Lake, { name, kql, sql }: Pair): Promise<number> => {
  const compiling = performance.now();
  const prepared = await engine.prepare(tenant, kql);
  const compiled = performance.now() - compiling;
  if (!prepared.ok) throw new Error(`${name}: ${prepared.error.message}`);
  const hunted = await best(async () => {
    const answer = await engine.run(tenant, kql);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
  });
  const written = await best(async () => {
    const answer = await lake.query(tenant, { sql });
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
  });
  const ratio = hunted / written;
  console.log(
    `${name.padEnd(34)} KQL ${hunted.toFixed(1).padStart(7)} ms   SQL ${written.toFixed(1).padStart(7)} ms   ratio ${ratio.toFixed(2)}   compiled in ${compiled.toFixed(0)} ms`,
  );
  return ratio;
};

const { lake, close } = await withTestLake();
const engine = createHuntingEngine({ lake, clock: systemClock });
try {
  const loading = performance.now();
  await load(lake);
  console.log(`${events} events loaded in ${((performance.now() - loading) / 1_000).toFixed(1)} s`);
  const starting = performance.now();
  await engine.prepare(tenant, 'print 1');
  console.log(
    `language service loaded in ${(performance.now() - starting).toFixed(0)} ms (in its own thread)`,
  );
  const ratios: number[] = [];
  for (const pair of pairs) ratios.push(await compare(engine, lake, pair));
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(`geometric mean of the ratios: ${mean.toFixed(2)}`);
} finally {
  await engine.close();
  await close();
}
