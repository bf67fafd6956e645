import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type HuntingTable, huntingTables } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { type TestLake, withTestLake } from '@vakt/testing/lake';
import { createHuntingEngine, type HuntingEngine } from '../src/engine.ts';
import { cellJson } from '../src/results/rows.ts';
import { sampleRows } from './sample-rows.ts';

const tenant = '0b5f0b1a-7a52-4d9c-9f6a-3f6f4f1f0c08' as TenantId;
const clock = { now: () => Date.UTC(2026, 10, 21, 12) };
const ROWS = 40;

let testLake: TestLake;
let engine: HuntingEngine;

before(async () => {
  testLake = await withTestLake(clock);
  engine = createHuntingEngine({ lake: testLake.lake, clock });
  for (const table of huntingTables.values())
    await testLake.lake.append(tenant, { table: table.name, rows: sampleRows(table, ROWS, clock.now()) });
});

after(async () => {
  await engine.close();
  await testLake.close();
});

const answerTo = async (query: string) => {
  const answer = await engine.run(tenant, query);
  assert.ok(answer.ok, answer.ok ? '' : `${answer.error.message}\n${query}`);
  return answer.value;
};

/** The rows as texts, in no order. */
const textsOf = ({ rows }: Awaited<ReturnType<typeof answerTo>>): string[] =>
  rows
    .map(row => row.map(cell => (typeof cell === 'bigint' ? `${cell}` : cellJson(cell))).join(' | '))
    .toSorted();

const columnsOf = ({ columns }: Pick<HuntingTable, 'columns'>): string[] =>
  columns.map(({ name, type }) => `${name}:${type}`);

describe('every table', () => {
  for (const table of huntingTables.values())
    test(`${table.name} gives the rows that were stored, with their types`, async () => {
      const answer = await answerTo(table.name);
      assert.equal(answer.rows.length, ROWS);
      assert.deepEqual(
        answer.columns.map(({ name, type }) => `${name}:${type}`),
        columnsOf(table),
      );
    });
});

/** Shapes of hunting queries, all of which have rows to work on. */
const QUERIES: readonly string[] = [
  `let tools = dynamic(["powershell.exe", "cmd.exe", "rundll32.exe"]);
DeviceProcessEvents | where Timestamp > ago(30d) and (FileName in~ (tools) or ProcessCommandLine has_any ("enc", "whoami"))
| extend Arguments = parse_command_line(ProcessCommandLine, "windows"), Encoded = extract(@"-enc\\s+(\\S+)", 1, ProcessCommandLine)
| extend Decoded = base64_decode_tostring(Encoded)
| project Timestamp, DeviceName, FileName, Arguments, Decoded | sort by Timestamp desc, DeviceName asc`,
  `DeviceNetworkEvents | where RemoteIP !startswith "10." and not(ipv4_is_private(RemoteIP))
| summarize Devices = dcount(DeviceId), Urls = make_set(RemoteUrl), First = min(Timestamp) by RemoteIP, bin(Timestamp, 7d)
| where Devices > 0 | extend Host = tostring(parse_url(tostring(Urls[0])).Host)`,
  `DeviceInfo | where LoggedOnUsers != "" | summarize arg_max(Timestamp, *) by DeviceId
| mv-expand User = parse_json(LoggedOnUsers) | extend Name = tostring(User.UserName), Sid = tostring(User.Sid)
| join kind=leftouter (DeviceLogonEvents | summarize Logons = countif(ActionType startswith "Logon") by DeviceId, AccountName)
  on DeviceId, $left.Name == $right.AccountName`,
  `DeviceEvents | extend Fields = parse_json(AdditionalFields)
| where Fields.IsAudit == false or tobool(Fields.IsLocalLogon)
| summarize Count = count(), Total = sum(toint(Fields.Count)), Threats = make_set(tostring(Fields.ThreatName)) by ActionType, Score = todouble(Fields.Score)`,
  `CloudAppEvents | where RawEventData has "ForwardTo"
| mv-expand Parameter = RawEventData.Parameters | where Parameter.Name == "ForwardTo"
| extend When = todatetime(RawEventData.CreationTime), Value = tostring(Parameter.Value), Role = tostring(RawEventData.ModifiedProperties[0].NewValue)
| summarize Last = max(When), Values = make_set(Value) by AccountObjectId, Role`,
  `EmailEvents | join kind=inner EmailUrlInfo on NetworkMessageId | join kind=inner EmailAttachmentInfo on NetworkMessageId
| project NetworkMessageId, Url, FileName, SenderFromAddress, Local = tostring(split(RecipientEmailAddress, "@")[0])
| distinct *`,
  `AlertInfo | join kind=inner AlertEvidence on AlertId | extend Techniques = parse_json(AttackTechniques)
| mv-expand Technique = Techniques to typeof(string) | summarize Alerts = dcount(AlertId) by Technique, EntityType`,
  `union withsource = Source DeviceFileEvents, DeviceProcessEvents, DeviceImageLoadEvents
| where isnotempty(SHA1) | summarize Seen = count(), Tables = array_sort_asc(make_set(Source)) by SHA1 | sort by Seen desc, SHA1 asc | take 5`,
  `search in (DeviceRegistryEvents, DeviceEvents) "CurrentVersion" or "lsass" | summarize count() by $table`,
  `let baseline = DeviceProcessEvents | where Timestamp < ago(5d) | distinct FileName;
DeviceProcessEvents | where Timestamp > ago(5d) and FileName !in (baseline) | count`,
  `DeviceLogonEvents | sort by DeviceId asc, Timestamp asc, ReportId asc
| extend Before = prev(ActionType), Gap = Timestamp - prev(Timestamp), Place = row_number()
| where Place > 1 | summarize avg(Gap / 1h) by Before`,
  `DeviceLogonEvents | make-series Logons = count() default = 0 on Timestamp from ago(20d) to now() step 1d by DeviceName
| extend (Outliers, Scores, Baseline) = series_decompose_anomalies(Logons, 1.5)`,
  `IdentityInfo | mv-expand Role = AssignedRoles | where Role has "Admin"
| join kind=rightsemi (IdentityLogonEvents | extend Fields = AdditionalFields["FROM.DEVICE"]) on AccountObjectId
| extend From = tostring(Fields) | summarize count() by From, Protocol`,
  `DeviceTvmSoftwareVulnerabilities | join kind=leftouter DeviceTvmSoftwareVulnerabilitiesKB on CveId
| extend Score = todouble(CvssScore) | summarize max(Score), make_set(SoftwareName, 5) by DeviceName, CveId`,
  `ExposureGraphEdges | make-graph SourceNodeId --> TargetNodeId with ExposureGraphNodes on NodeId
| graph-match (a)-[e]->(b) where a.NodeName != b.NodeName project From = a.NodeName, Label = e.EdgeLabel, To = b.NodeName`,
  `DeviceFileEvents | take 20 | invoke FileProfile(SHA1, 100) | summarize count() by SignatureState, ProfileAvailability`,
  `UrlClickEvents | extend Chain = parse_json(UrlChain) | where array_length(Chain) > 0 | mv-apply Link = Chain to typeof(string) on (summarize Links = make_list(strcat(Link, "!")))
| project Url, Links`,
  `DeviceProcessEvents | parse-where ProcessCommandLine with * "/tn " Name " /tr " Path " /sc" * | project Name, Path`,
  `DeviceNetworkInfo | mv-expand Address = parse_json(IPAddresses) | extend IP = tostring(Address.IPAddress)
| evaluate ipv4_lookup(datatable(Network: string, Place: string) ["10.0.0.0/8", "inside"], IP, Network) | summarize count() by Place`,
  `DeviceEvents | where isnotempty(AdditionalFields) | sort by Timestamp asc, ReportId asc | take 15
| extend Fields = parse_json(AdditionalFields) | project ReportId, Fields | evaluate bag_unpack(Fields)`,
];

describe('hunting over rows of every table', () => {
  for (const [index, query] of QUERIES.entries())
    test(`query ${index + 1}: ${query.slice(0, 60).replaceAll('\n', ' ')}`, async () => {
      const first = await answerTo(query);
      const foreseen = await engine.prepare(tenant, query);
      assert.ok(foreseen.ok);
      if (foreseen.value.columns.length > 0) assert.deepEqual(first.columns, foreseen.value.columns);
      // Which rows are taken of those in no order is open.
      if (!query.includes('take 20')) assert.deepEqual(textsOf(await answerTo(query)), textsOf(first));
    });
});
