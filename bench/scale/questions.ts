/**
 * Thirty questions of the families that public hunting queries are made of: in KQL, in SQL written by hand for the lake's
 * engine, and in DuckDB's. What each answers has as many rows.
 */
export interface Question {
  readonly family: string;
  readonly kql: string;
  readonly sql: string;
  readonly duckdb: string;
}

const P = 'DeviceProcessEvents';
const N = 'DeviceNetworkEvents';
const L = 'DeviceLogonEvents';
/** Times as both engines read them; a benchmark says when now is, so that all mean the same days. */
const since = (days: number): string => `Timestamp > {now} - INTERVAL ${days} DAY`;
const DAY = since(1);
const DAYS_3 = since(3);
const WEEK = since(7);

const START = '(^|[^\\pL\\pN])';
const END = '($|[^\\pL\\pN])';
/** A term in DuckDB, which has no index for it: the cheap substring first, its boundaries only where that is there. */
const term = (text: string): string =>
  `CASE WHEN contains(lower(ProcessCommandLine), '${text}') THEN regexp_matches(ProcessCommandLine, '(?i)${START}${text}${END}') ELSE false END`;

const QUESTIONS: readonly Question[] = [
  {
    family: 'count in a day',
    kql: 'DeviceProcessEvents | where Timestamp > ago(1d) | count',
    sql: `SELECT count() FROM lake.${P} WHERE ${DAY}`,
    duckdb: `SELECT count(*) FROM ${P} WHERE ${DAY}`,
  },
  {
    family: 'one device in a week',
    kql: 'DeviceProcessEvents | where Timestamp > ago(7d) and DeviceName == "host-70.contoso.test" | project Timestamp, FileName',
    sql: `SELECT Timestamp, FileName FROM lake.${P} WHERE ${WEEK} AND DeviceName = 'host-70.contoso.test'`,
    duckdb: `SELECT Timestamp, FileName FROM ${P} WHERE ${WEEK} AND DeviceName = 'host-70.contoso.test'`,
  },
  {
    family: 'has a rare term',
    kql: 'DeviceProcessEvents | where ProcessCommandLine has "mimikatz" | project Timestamp, DeviceName',
    sql: `SELECT Timestamp, DeviceName FROM lake.${P} WHERE hasToken(lowerUTF8(ProcessCommandLine), 'mimikatz')`,
    duckdb: `SELECT Timestamp, DeviceName FROM ${P} WHERE ${term('mimikatz')}`,
  },
  {
    family: 'has several terms',
    kql: 'DeviceProcessEvents | where ProcessCommandLine has "vssadmin" and ProcessCommandLine has "shadows" | count',
    sql: `SELECT count() FROM lake.${P} WHERE hasAllTokens(lowerUTF8(ProcessCommandLine), ['vssadmin', 'shadows'])`,
    duckdb: `SELECT count(*) FROM ${P} WHERE ${term('vssadmin')} AND ${term('shadows')}`,
  },
  {
    family: 'has_any',
    kql: 'DeviceProcessEvents | where ProcessCommandLine has_any ("mimikatz", "vssadmin", "hidden") | count',
    sql: `SELECT count() FROM lake.${P} WHERE hasAnyTokens(lowerUTF8(ProcessCommandLine), ['mimikatz', 'vssadmin', 'hidden'])`,
    duckdb: `SELECT count(*) FROM ${P} WHERE regexp_matches(ProcessCommandLine, '(?i)${START}(mimikatz|vssadmin|hidden)${END}')`,
  },
  {
    family: 'has_all',
    kql: 'DeviceProcessEvents | where ProcessCommandLine has_all ("nop", "hidden") | count',
    sql: `SELECT count() FROM lake.${P} WHERE hasAllTokens(lowerUTF8(ProcessCommandLine), ['nop', 'hidden'])`,
    duckdb: `SELECT count(*) FROM ${P} WHERE ${term('nop')} AND ${term('hidden')}`,
  },
  {
    family: 'contains',
    kql: 'DeviceProcessEvents | where ProcessCommandLine contains "logonpass" | count',
    sql: `SELECT count() FROM lake.${P} WHERE positionCaseInsensitive(ProcessCommandLine, 'logonpass') > 0`,
    duckdb: `SELECT count(*) FROM ${P} WHERE contains(lower(ProcessCommandLine), 'logonpass')`,
  },
  {
    family: 'startswith',
    kql: 'DeviceNetworkEvents | where RemoteUrl startswith "https://site-12" | count',
    sql: `SELECT count() FROM lake.${N} WHERE startsWith(lower(RemoteUrl), 'https://site-12')`,
    duckdb: `SELECT count(*) FROM ${N} WHERE starts_with(lower(RemoteUrl), 'https://site-12')`,
  },
  {
    family: 'endswith',
    kql: 'DeviceProcessEvents | where FolderPath endswith "\\\\rundll32.exe" | count',
    sql: `SELECT count() FROM lake.${P} WHERE endsWith(lower(FolderPath), '\\\\rundll32.exe')`,
    duckdb: `SELECT count(*) FROM ${P} WHERE ends_with(lower(FolderPath), '\\rundll32.exe')`,
  },
  {
    family: 'in',
    kql: 'DeviceProcessEvents | where FileName in ("reg.exe", "schtasks.exe") | count',
    sql: `SELECT count() FROM lake.${P} WHERE FileName IN ('reg.exe', 'schtasks.exe')`,
    duckdb: `SELECT count(*) FROM ${P} WHERE FileName IN ('reg.exe', 'schtasks.exe')`,
  },
  {
    family: 'in~',
    kql: 'DeviceProcessEvents | where FileName in~ ("POWERSHELL.EXE", "cmd.exe") | count',
    sql: `SELECT count() FROM lake.${P} WHERE lower(FileName) IN ('powershell.exe', 'cmd.exe')`,
    duckdb: `SELECT count(*) FROM ${P} WHERE lower(FileName) IN ('powershell.exe', 'cmd.exe')`,
  },
  {
    family: '=~',
    kql: 'DeviceProcessEvents | where FileName =~ "Reg.EXE" | count',
    sql: `SELECT count() FROM lake.${P} WHERE lower(FileName) = 'reg.exe'`,
    duckdb: `SELECT count(*) FROM ${P} WHERE lower(FileName) = 'reg.exe'`,
  },
  {
    family: 'not',
    kql: 'DeviceProcessEvents | where FileName !in ("svchost.exe", "chrome.exe") | count',
    sql: `SELECT count() FROM lake.${P} WHERE FileName NOT IN ('svchost.exe', 'chrome.exe')`,
    duckdb: `SELECT count(*) FROM ${P} WHERE FileName NOT IN ('svchost.exe', 'chrome.exe')`,
  },
  {
    family: 'regular expression',
    kql: 'DeviceProcessEvents | where ProcessCommandLine matches regex @"/t:4[0-9]{2}\\b" | count',
    sql: `SELECT count() FROM lake.${P} WHERE match(ProcessCommandLine, '/t:4[0-9]{2}\\\\b')`,
    duckdb: `SELECT count(*) FROM ${P} WHERE regexp_matches(ProcessCommandLine, '/t:4[0-9]{2}\\b')`,
  },
  {
    family: 'count by',
    kql: 'DeviceProcessEvents | summarize n = count() by FileName',
    sql: `SELECT FileName, count() FROM lake.${P} GROUP BY FileName`,
    duckdb: `SELECT FileName, count(*) FROM ${P} GROUP BY FileName`,
  },
  {
    family: 'count by day',
    kql: 'DeviceProcessEvents | summarize n = count() by bin(Timestamp, 1d)',
    sql: `SELECT toStartOfDay(Timestamp) AS d, count() FROM lake.${P} GROUP BY d`,
    duckdb: `SELECT date_trunc('day', Timestamp) AS d, count(*) FROM ${P} GROUP BY d`,
  },
  {
    family: 'count by device and hour',
    kql: 'DeviceNetworkEvents | where Timestamp > ago(3d) | summarize n = count() by DeviceName, bin(Timestamp, 1h)',
    sql: `SELECT DeviceName, toStartOfHour(Timestamp) AS h, count() FROM lake.${N} WHERE ${DAYS_3} GROUP BY DeviceName, h`,
    duckdb: `SELECT DeviceName, date_trunc('hour', Timestamp) AS h, count(*) FROM ${N} WHERE ${DAYS_3} GROUP BY DeviceName, h`,
  },
  {
    family: 'dcount',
    kql: 'DeviceNetworkEvents | summarize n = dcount(RemoteIP) by DeviceName',
    sql: `SELECT DeviceName, uniqExact(RemoteIP) FROM lake.${N} GROUP BY DeviceName`,
    duckdb: `SELECT DeviceName, count(DISTINCT RemoteIP) FROM ${N} GROUP BY DeviceName`,
  },
  {
    family: 'make_set',
    kql: 'DeviceLogonEvents | summarize s = make_set(AccountName, 20) by DeviceName',
    sql: `SELECT DeviceName, groupUniqArray(20)(AccountName) FROM lake.${L} GROUP BY DeviceName`,
    duckdb: `SELECT DeviceName, list(DISTINCT AccountName)[1:20] FROM ${L} GROUP BY DeviceName`,
  },
  {
    family: 'countif',
    kql: 'DeviceLogonEvents | summarize f = countif(ActionType == "LogonFailed"), n = count() by AccountName | where f > 10',
    sql: `SELECT AccountName, countIf(ActionType = 'LogonFailed') AS f, count() FROM lake.${L} GROUP BY AccountName HAVING f > 10`,
    duckdb: `SELECT AccountName, count(*) FILTER (ActionType = 'LogonFailed') AS f, count(*) FROM ${L} GROUP BY AccountName HAVING f > 10`,
  },
  {
    family: 'least and greatest',
    kql: 'DeviceProcessEvents | summarize min(Timestamp), max(Timestamp) by SHA256',
    sql: `SELECT SHA256, min(Timestamp), max(Timestamp) FROM lake.${P} GROUP BY SHA256`,
    duckdb: `SELECT SHA256, min(Timestamp), max(Timestamp) FROM ${P} GROUP BY SHA256`,
  },
  {
    family: 'rare',
    kql: 'DeviceProcessEvents | summarize n = count() by SHA256 | where n < 3',
    sql: `SELECT SHA256, count() AS n FROM lake.${P} GROUP BY SHA256 HAVING n < 3`,
    duckdb: `SELECT SHA256, count(*) AS n FROM ${P} GROUP BY SHA256 HAVING n < 3`,
  },
  {
    family: 'latest of each',
    kql: 'DeviceLogonEvents | summarize arg_max(Timestamp, *) by DeviceId | project DeviceId, Timestamp, AccountName',
    sql: `SELECT DeviceId, Timestamp, AccountName FROM lake.${L} ORDER BY Timestamp DESC LIMIT 1 BY DeviceId`,
    duckdb: `SELECT DeviceId, max(Timestamp), arg_max(AccountName, Timestamp) FROM ${L} GROUP BY DeviceId`,
  },
  {
    family: 'top',
    kql: 'DeviceProcessEvents | where FileName == "powershell.exe" | top 100 by Timestamp desc | project Timestamp, ProcessCommandLine',
    sql: `SELECT Timestamp, ProcessCommandLine FROM lake.${P} WHERE FileName = 'powershell.exe' ORDER BY Timestamp DESC LIMIT 100`,
    duckdb: `SELECT Timestamp, ProcessCommandLine FROM ${P} WHERE FileName = 'powershell.exe' ORDER BY Timestamp DESC LIMIT 100`,
  },
  {
    family: 'distinct',
    // Counted: at some millions of events they are more rows than an answer may have.
    kql: 'DeviceNetworkEvents | distinct InitiatingProcessFileName, RemotePort | count',
    sql: `SELECT count() FROM (SELECT DISTINCT InitiatingProcessFileName, RemotePort FROM lake.${N})`,
    duckdb: `SELECT count(*) FROM (SELECT DISTINCT InitiatingProcessFileName, RemotePort FROM ${N})`,
  },
  {
    family: 'join',
    kql: 'DeviceProcessEvents | where FileName == "reg.exe" and Timestamp > ago(7d) | project DeviceId, ProcessId | join kind=inner (DeviceNetworkEvents | where Timestamp > ago(7d) | project DeviceId, ProcessId = InitiatingProcessId) on DeviceId, ProcessId | count',
    sql: `SELECT count() FROM (SELECT DeviceId, ProcessId FROM lake.${P} WHERE FileName = 'reg.exe' AND ${WEEK}) AS l INNER JOIN (SELECT DeviceId, InitiatingProcessId AS ProcessId FROM lake.${N} WHERE ${WEEK}) AS r ON l.DeviceId = r.DeviceId AND l.ProcessId = r.ProcessId`,
    duckdb: `SELECT count(*) FROM (SELECT DeviceId, ProcessId FROM ${P} WHERE FileName = 'reg.exe' AND ${WEEK}) AS l INNER JOIN (SELECT DeviceId, InitiatingProcessId AS ProcessId FROM ${N} WHERE ${WEEK}) AS r ON l.DeviceId = r.DeviceId AND l.ProcessId = r.ProcessId`,
  },
  {
    family: 'semi-join',
    kql: 'DeviceNetworkEvents | where DeviceId in ((DeviceProcessEvents | where ProcessCommandLine has "mimikatz" | distinct DeviceId)) | count',
    sql: `SELECT count() FROM lake.${N} WHERE DeviceId IN (SELECT DeviceId FROM lake.${P} WHERE hasToken(lowerUTF8(ProcessCommandLine), 'mimikatz'))`,
    duckdb: `SELECT count(*) FROM ${N} WHERE DeviceId IN (SELECT DeviceId FROM ${P} WHERE ${term('mimikatz')})`,
  },
  {
    family: 'union',
    kql: 'union DeviceLogonEvents, DeviceNetworkEvents | where Timestamp > ago(1d) | summarize n = count() by DeviceName',
    sql: `SELECT DeviceName, count() FROM (SELECT DeviceName FROM lake.${L} WHERE ${DAY} UNION ALL SELECT DeviceName FROM lake.${N} WHERE ${DAY}) GROUP BY DeviceName`,
    duckdb: `SELECT DeviceName, count(*) FROM (SELECT DeviceName FROM ${L} WHERE ${DAY} UNION ALL SELECT DeviceName FROM ${N} WHERE ${DAY}) GROUP BY DeviceName`,
  },
  {
    family: 'a member of a bag',
    kql: 'DeviceProcessEvents | where Timestamp > ago(7d) | where tostring(parse_json(AdditionalFields).Origin.Kind) == "remote" | count',
    sql: `SELECT count() FROM lake.${P} WHERE ${WEEK} AND JSONExtractString(AdditionalFields, 'Origin', 'Kind') = 'remote'`,
    duckdb: `SELECT count(*) FROM ${P} WHERE ${WEEK} AND json_extract_string(AdditionalFields, '$.Origin.Kind') = 'remote'`,
  },
  {
    family: 'extract',
    kql: 'DeviceProcessEvents | where Timestamp > ago(1d) | extend t = extract("/t:([0-9]+)", 1, ProcessCommandLine) | summarize n = count() by t',
    sql: `SELECT extract(ProcessCommandLine, '/t:([0-9]+)') AS t, count() FROM lake.${P} WHERE ${DAY} GROUP BY t`,
    duckdb: `SELECT regexp_extract(ProcessCommandLine, '/t:([0-9]+)', 1) AS t, count(*) FROM ${P} WHERE ${DAY} GROUP BY t`,
  },
];

/** The questions with times as they were at `nowMs`. */
export const questionsAt = (nowMs: number): readonly Question[] => {
  const now = new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ');
  return QUESTIONS.map(question => ({
    ...question,
    sql: question.sql.replaceAll('{now}', `toDateTime64('${now}', 7, 'UTC')`),
    duckdb: question.duckdb.replaceAll('{now}', `TIMESTAMP '${now}'`),
  }));
};
