/** A question in both languages; what each answers has as many rows. */
export interface Question {
  readonly family: string;
  readonly kql: string;
  readonly sql: string;
}

const P = 'lake.DeviceProcessEvents';
const N = 'lake.DeviceNetworkEvents';
const L = 'lake.DeviceLogonEvents';
const WEEK = 'Timestamp > now64(7) - INTERVAL 7 DAY';
const DAY = 'Timestamp > now64(7) - INTERVAL 1 DAY';

const question = (family: string, kql: string, sql: string): Question => ({ family, kql, sql });

/** Thirty questions of the families that public hunting queries are made of. */
export const questions: readonly Question[] = [
  question(
    'count in a day',
    'DeviceProcessEvents | where Timestamp > ago(1d) | count',
    `SELECT count() FROM ${P} WHERE ${DAY}`,
  ),
  question(
    'one device in a week',
    'DeviceProcessEvents | where Timestamp > ago(7d) and DeviceName == "host-7.contoso.test" | project Timestamp, FileName',
    `SELECT Timestamp, FileName FROM ${P} WHERE ${WEEK} AND DeviceName = 'host-7.contoso.test'`,
  ),
  question(
    'has a rare term',
    'DeviceProcessEvents | where ProcessCommandLine has "mimikatz" | project Timestamp, DeviceName',
    `SELECT Timestamp, DeviceName FROM ${P} WHERE hasToken(lowerUTF8(ProcessCommandLine), 'mimikatz')`,
  ),
  question(
    'has several terms',
    'DeviceProcessEvents | where ProcessCommandLine has "vssadmin" and ProcessCommandLine has "shadows" | count',
    `SELECT count() FROM ${P} WHERE hasAllTokens(lowerUTF8(ProcessCommandLine), ['vssadmin', 'shadows'])`,
  ),
  question(
    'has_any',
    'DeviceProcessEvents | where ProcessCommandLine has_any ("mimikatz", "vssadmin", "hidden") | count',
    `SELECT count() FROM ${P} WHERE hasAnyTokens(lowerUTF8(ProcessCommandLine), ['mimikatz', 'vssadmin', 'hidden'])`,
  ),
  question(
    'has_all',
    'DeviceProcessEvents | where ProcessCommandLine has_all ("nop", "hidden") | count',
    `SELECT count() FROM ${P} WHERE hasAllTokens(lowerUTF8(ProcessCommandLine), ['nop', 'hidden'])`,
  ),
  question(
    'contains',
    'DeviceProcessEvents | where ProcessCommandLine contains "logonpass" | count',
    `SELECT count() FROM ${P} WHERE positionCaseInsensitive(ProcessCommandLine, 'logonpass') > 0`,
  ),
  question(
    'startswith',
    'DeviceNetworkEvents | where RemoteUrl startswith "https://site-12" | count',
    `SELECT count() FROM ${N} WHERE startsWith(lower(RemoteUrl), 'https://site-12')`,
  ),
  question(
    'endswith',
    'DeviceProcessEvents | where FolderPath endswith "\\\\rundll32.exe" | count',
    `SELECT count() FROM ${P} WHERE endsWith(lower(FolderPath), '\\\\rundll32.exe')`,
  ),
  question(
    'in',
    'DeviceProcessEvents | where FileName in ("reg.exe", "schtasks.exe") | count',
    `SELECT count() FROM ${P} WHERE FileName IN ('reg.exe', 'schtasks.exe')`,
  ),
  question(
    'in~',
    'DeviceProcessEvents | where FileName in~ ("POWERSHELL.EXE", "cmd.exe") | count',
    `SELECT count() FROM ${P} WHERE lower(FileName) IN ('powershell.exe', 'cmd.exe')`,
  ),
  question(
    '=~',
    'DeviceProcessEvents | where FileName =~ "Reg.EXE" | count',
    `SELECT count() FROM ${P} WHERE lower(FileName) = 'reg.exe'`,
  ),
  question(
    'not',
    'DeviceProcessEvents | where FileName !in ("svchost.exe", "chrome.exe") | count',
    `SELECT count() FROM ${P} WHERE FileName NOT IN ('svchost.exe', 'chrome.exe')`,
  ),
  question(
    'regular expression',
    'DeviceProcessEvents | where ProcessCommandLine matches regex @"/t:4[0-9]{2}\\b" | count',
    `SELECT count() FROM ${P} WHERE match(ProcessCommandLine, '/t:4[0-9]{2}\\\\b')`,
  ),
  question(
    'count by',
    'DeviceProcessEvents | summarize n = count() by FileName',
    `SELECT FileName, count() FROM ${P} GROUP BY FileName`,
  ),
  question(
    'count by day',
    'DeviceProcessEvents | summarize n = count() by bin(Timestamp, 1d)',
    `SELECT toStartOfDay(Timestamp) AS d, count() FROM ${P} GROUP BY d`,
  ),
  question(
    'count by device and hour',
    'DeviceNetworkEvents | where Timestamp > ago(7d) | summarize n = count() by DeviceName, bin(Timestamp, 1h)',
    `SELECT DeviceName, toStartOfHour(Timestamp) AS h, count() FROM ${N} WHERE ${WEEK} GROUP BY DeviceName, h`,
  ),
  question(
    'dcount',
    'DeviceNetworkEvents | summarize n = dcount(RemoteIP) by DeviceName',
    `SELECT DeviceName, uniqExact(RemoteIP) FROM ${N} GROUP BY DeviceName`,
  ),
  question(
    'make_set',
    'DeviceLogonEvents | summarize s = make_set(AccountName, 20) by DeviceName',
    `SELECT DeviceName, groupUniqArray(20)(AccountName) FROM ${L} GROUP BY DeviceName`,
  ),
  question(
    'countif',
    'DeviceLogonEvents | summarize f = countif(ActionType == "LogonFailed"), n = count() by AccountName | where f > 10',
    `SELECT AccountName, countIf(ActionType = 'LogonFailed') AS f, count() FROM ${L} GROUP BY AccountName HAVING f > 10`,
  ),
  question(
    'least and greatest',
    'DeviceProcessEvents | summarize min(Timestamp), max(Timestamp) by SHA256',
    `SELECT SHA256, min(Timestamp), max(Timestamp) FROM ${P} GROUP BY SHA256`,
  ),
  question(
    'rare',
    'DeviceProcessEvents | summarize n = count() by SHA256 | where n < 3',
    `SELECT SHA256, count() AS n FROM ${P} GROUP BY SHA256 HAVING n < 3`,
  ),
  question(
    'latest of each',
    'DeviceLogonEvents | summarize arg_max(Timestamp, *) by DeviceId | project DeviceId, Timestamp, AccountName',
    `SELECT DeviceId, Timestamp, AccountName FROM ${L} ORDER BY Timestamp DESC LIMIT 1 BY DeviceId`,
  ),
  question(
    'top',
    'DeviceProcessEvents | where FileName == "powershell.exe" | top 100 by Timestamp desc | project Timestamp, ProcessCommandLine',
    `SELECT Timestamp, ProcessCommandLine FROM ${P} WHERE FileName = 'powershell.exe' ORDER BY Timestamp DESC LIMIT 100`,
  ),
  question(
    'distinct',
    // Counted: at some millions of events they are more rows than an answer may have.
    'DeviceNetworkEvents | distinct InitiatingProcessFileName, RemotePort | count',
    `SELECT count() FROM (SELECT DISTINCT InitiatingProcessFileName, RemotePort FROM ${N})`,
  ),
  question(
    'join',
    'DeviceProcessEvents | where FileName == "reg.exe" and Timestamp > ago(7d) | project DeviceId, ProcessId | join kind=inner (DeviceNetworkEvents | where Timestamp > ago(7d) | project DeviceId, ProcessId = InitiatingProcessId) on DeviceId, ProcessId | count',
    `SELECT count() FROM (SELECT DeviceId, ProcessId FROM ${P} WHERE FileName = 'reg.exe' AND ${WEEK}) AS l INNER JOIN (SELECT DeviceId, InitiatingProcessId AS ProcessId FROM ${N} WHERE ${WEEK}) AS r ON l.DeviceId = r.DeviceId AND l.ProcessId = r.ProcessId`,
  ),
  question(
    'semi-join',
    'DeviceNetworkEvents | where DeviceId in ((DeviceProcessEvents | where ProcessCommandLine has "mimikatz" | distinct DeviceId)) | count',
    `SELECT count() FROM ${N} WHERE DeviceId IN (SELECT DeviceId FROM ${P} WHERE hasToken(lowerUTF8(ProcessCommandLine), 'mimikatz'))`,
  ),
  question(
    'union',
    'union DeviceLogonEvents, DeviceNetworkEvents | where Timestamp > ago(1d) | summarize n = count() by DeviceName',
    `SELECT DeviceName, count() FROM (SELECT DeviceName FROM ${L} WHERE ${DAY} UNION ALL SELECT DeviceName FROM ${N} WHERE ${DAY}) GROUP BY DeviceName`,
  ),
  question(
    'a member of a bag',
    'DeviceProcessEvents | where Timestamp > ago(7d) | where tostring(parse_json(AdditionalFields).Origin.Kind) == "remote" | count',
    `SELECT count() FROM ${P} WHERE ${WEEK} AND JSONExtractString(AdditionalFields, 'Origin', 'Kind') = 'remote'`,
  ),
  question(
    'extract',
    'DeviceProcessEvents | where Timestamp > ago(1d) | extend t = extract("/t:([0-9]+)", 1, ProcessCommandLine) | summarize n = count() by t',
    `SELECT extract(ProcessCommandLine, '/t:([0-9]+)') AS t, count() FROM ${P} WHERE ${DAY} GROUP BY t`,
  ),
];
