/**
 * Fills a store with alerts, machines, indicators, incidents and actions of many tenants, in the proportions of real ones: a
 * few tenants have most, a few machines raise most alerts, most alerts are resolved and of little gravity.
 */
import { completeEvidence, type NewEvidence } from '@vakt/contract/evidence';
import type { TenantId } from '@vakt/contract/ids';
import { formatTicks, TICKS_PER_DAY, type Ticks } from '@vakt/contract/ticks';
import type { Database } from '@vakt/store/database';
import { type Kysely, type RawBuilder, sql } from 'kysely';

/** How much a store holds in all; tenants share it unequally, but for the indicators, which no tenant may have many of. */
export interface FleetSize {
  readonly tenants: number;
  readonly alerts: number;
  readonly machines: number;
  readonly indicators: number;
}

/** What the figures of the whole size are. */
export const WHOLE_FLEET: FleetSize = {
  tenants: 50,
  alerts: 1_000_000,
  machines: 100_000,
  indicators: 500_000,
};

export const scaledFleet = (scale: number): FleetSize => ({
  tenants: WHOLE_FLEET.tenants,
  alerts: Math.round(WHOLE_FLEET.alerts * scale),
  machines: Math.round(WHOLE_FLEET.machines * scale),
  indicators: Math.round(WHOLE_FLEET.indicators * scale),
});

/** The tenants by size: the first has the most. */
export const fleetTenant = (rank: number): TenantId =>
  `f1ee7000-0000-4000-8000-${String(rank).padStart(12, '0')}` as TenantId;

/** A tenant's part: the second has half as much as the first, the third a third. */
const shareOf = (rank: number, { tenants }: FleetSize, total: number): number => {
  const whole = Array.from({ length: tenants }, (_, index) => 1 / (index + 1)).reduce(
    (sum, part) => sum + part,
  );
  return Math.max(1, Math.round(total / (rank * whole)));
};

interface TenantPart {
  readonly tenant: TenantId;
  readonly machines: number;
  readonly alerts: number;
  readonly indicators: number;
  readonly now: Ticks;
}

type Fragment = RawBuilder<unknown>;

/** One of some texts, each with its weight in hundredths; `dice` is a number from 0 to 1. */
const weighted = (dice: Fragment, weights: Readonly<Record<string, number>>): Fragment => {
  let sum = 0;
  const cases = Object.entries(weights).map(([text, weight]) => {
    sum += weight / 100;
    return sql`when ${dice} < ${sql.lit(sum)} then ${sql.lit(text)}`;
  });
  return sql`case ${sql.join(cases, sql` `)} else ${sql.lit(Object.keys(weights)[0] ?? '')} end`;
};

/** A random number of the row, the same wherever its name stands. */
const dice = (name: string): Fragment => sql.ref(`r.${name}`);
const rows = (
  count: number,
): Fragment => sql`(select n, random() as a, random() as b, random() as c, random() as d,
  random() as e, random() as f, random() as g, random() as h from generate_series(1, ${sql.lit(count)}) as n) as r`;
/** The last half year, the more recent the more. */
const recently = (now: Ticks, random: Fragment): Fragment =>
  sql`${sql.lit(String(now))}::bigint - floor(power(${random}, 2) * 180 * ${sql.lit(String(TICKS_PER_DAY))}::bigint)::bigint`;
const machineId = (number: Fragment): Fragment => sql`lpad(to_hex((${number})::bigint), 40, '0')`;
const sha1 = (number: Fragment): Fragment => sql`md5((${number})::text) || '01234567'`;

const fillMachines = async (db: Kysely<Database>, { tenant, machines, now }: TenantPart): Promise<void> => {
  await sql`
    insert into devices (tenant_id, device_id, computer_dns_name, first_seen_ticks, last_seen_ticks, os_platform,
      os_version, aad_device_id, onboarding_status, sensor_health, exposure_level, device_value, machine_tags,
      ip_addresses, logged_on_users)
    select ${tenant}::uuid, ${machineId(sql`n`)}, 'host' || n || '.contoso.com',
      ${recently(now, sql`1`)}, ${recently(now, sql`power(${dice('a')}, 3)`)},
      ${weighted(dice('b'), { Windows11: 50, Windows10: 20, Linux: 15, macOS: 10, WindowsServer2022: 5 })},
      '10.0.' || floor(${dice('c')} * 500), gen_random_uuid()::text,
      ${weighted(dice('e'), { Onboarded: 96, 'Can be onboarded': 4 })},
      ${weighted(dice('f'), { Active: 95, ImpairedCommunication: 3, NoSensorData: 2 })},
      ${weighted(dice('g'), { Low: 60, Medium: 30, High: 5, None: 5 })},
      ${weighted(dice('h'), { Normal: 90, High: 7, Low: 3 })},
      case when ${dice('d')} < 0.3 then jsonb_build_array('tag ' || floor(power(${dice('d')} / 0.3, 2) * 50)) else '[]' end,
      jsonb_build_array(jsonb_build_object('ipAddress',
        '10.' || n / 62500 || '.' || n / 250 % 250 || '.' || n % 250, 'macAddress', '8CEC4B897E73', 'type', 'Ethernet',
        'operationalStatus', 'Up')), '[{"userName": "ann", "domainName": "CONTOSO"}]'
    from ${rows(machines)}`.execute(db);
};

/** Evidence as the product writes it, and what differs from alert to alert. */
const evidenceOf = (
  evidence: NewEvidence,
  now: Ticks,
  changed: Readonly<Record<string, Fragment>>,
): Fragment =>
  sql`${JSON.stringify(completeEvidence(evidence, formatTicks(now)))}::jsonb || jsonb_build_object(${sql.join(
    Object.entries(changed).flatMap(([name, value]) => [sql.lit(name), value]),
  )})`;

const alertEvidence = (now: Ticks): Fragment => sql`jsonb_build_array(
  ${evidenceOf(
    {
      entityType: 'Process',
      fileName: 'powershell.exe',
      filePath: 'C:\\Windows\\System32',
      accountName: 'ann',
    },
    now,
    {
      processId: sql`n`,
      sha1: sha1(sql`floor(${dice('a')} * 20000)`),
      processCommandLine: sql`'powershell -enc ' || n`,
    },
  )},
  ${evidenceOf({ entityType: 'User', domainName: 'CONTOSO' }, now, {
    accountName: sql`'user' || floor(${dice('b')} * 2000)`,
  })},
  ${evidenceOf({ entityType: 'Ip' }, now, { ipAddress: sql`'203.0.' || floor(${dice('c')} * 250) || '.' || n % 250` })})`;

/** Four alerts an incident; most alerts come from a few machines. */
const fillAlerts = async (db: Kysely<Database>, part: TenantPart): Promise<void> => {
  const { tenant, alerts, machines, now } = part;
  await sql`
    insert into alerts (tenant_id, alert_id, deduplication_key, rule_key, detector_id, incident_id, machine_id,
      computer_dns_name, title, description, recommended_action, severity, status, category, detection_source,
      mitre_techniques, related_user, logged_on_users, assigned_to, investigation_id, created_ticks, first_event_ticks,
      last_event_ticks, updated_ticks, evidence)
    select ${tenant}::uuid, 'da' || created || '_' || n, 'key ' || n, 'rule', gen_random_uuid(), (n + 3) / 4,
      ${machineId(sql`machine`)}, 'host' || machine || '.contoso.com', 'Suspicious activity ' || n % 200,
      repeat('A process did what it should not do. ', 8), repeat('Look at the device. ', 10), severity,
      case when severity = 'High' then ${weighted(dice('e'), { Resolved: 85, New: 10, InProgress: 5 })}
        else ${weighted(dice('e'), { Resolved: 94, New: 4, InProgress: 2 })} end,
      ${weighted(dice('f'), { Execution: 25, Malware: 25, DefenseEvasion: 15, Persistence: 15, Discovery: 13, Exfiltration: 6, Ransomware: 1 })},
      ${weighted(dice('g'), { WindowsDefenderAtp: 55, WindowsDefenderAv: 40, CustomDetection: 4, CustomerTI: 1 })},
      '["T1059.001"]', '{"userName": "ann", "domainName": "CONTOSO"}', '[]',
      case when ${dice('d')} < 0.4 then 'analyst' || floor(${dice('d')} * 50) || '@contoso.com' end,
      case when ${dice('d')} > 0.9 then n end, created, created - 600000000, created - 10000000,
      created + floor(random() * 8640000000)::bigint, ${alertEvidence(now)}
    from (select r.*, ${recently(now, dice('a'))} as created,
        1 + floor(power(${dice('b')}, 3) * ${sql.lit(machines)})::bigint as machine,
        ${weighted(dice('c'), { Informational: 35, Low: 25, Medium: 30, High: 10 })} as severity
      from ${rows(alerts)}) as r`.execute(db);
  await sql`
    insert into alert_entities (tenant_id, kind, name, alert_id)
    select tenant_id, 'file', evidence -> 0 ->> 'sha1', alert_id from alerts where tenant_id = ${tenant}::uuid
    union all select tenant_id, 'user', evidence -> 1 ->> 'accountName', alert_id from alerts
      where tenant_id = ${tenant}::uuid
    union all select tenant_id, 'ip', evidence -> 2 ->> 'ipAddress', alert_id from alerts
      where tenant_id = ${tenant}::uuid`.execute(db);
};

const fillIncidents = async (db: Kysely<Database>, { tenant }: TenantPart): Promise<void> => {
  await sql`
    insert into incidents (tenant_id, incident_id, name, status, assigned_to, created_ticks, updated_ticks)
    select tenant_id, incident_id, min(title) || ' on one endpoint',
      case when bool_and(status = 'Resolved') then 'Resolved' else 'Active' end, min(assigned_to),
      min(created_ticks), max(updated_ticks)
    from alerts where tenant_id = ${tenant}::uuid group by tenant_id, incident_id`.execute(db);
};

/** Two actions a machine, many more on some. */
const fillActions = async (db: Kysely<Database>, { tenant, machines, now }: TenantPart): Promise<void> => {
  await sql`
    insert into machine_actions (tenant_id, action_id, type, status, machine_id, computer_dns_name, requestor,
      requestor_comment, request_source, created_ticks, updated_ticks)
    select ${tenant}::uuid, gen_random_uuid(),
      ${weighted(dice('e'), { RunAntiVirusScan: 70, CollectInvestigationPackage: 15, Isolate: 8, Unisolate: 7 })},
      ${weighted(dice('f'), { Succeeded: 85, Failed: 10, TimeOut: 5 })},
      ${machineId(sql`1 + floor(power(${dice('a')}, 3) * ${sql.lit(machines)})`)}, 'host.contoso.com',
      'analyst' || floor(${dice('b')} * 50) || '@contoso.com', 'As agreed', 'PublicApi',
      ${recently(now, dice('c'))}, ${recently(now, dice('c'))}
    from ${rows(2 * machines)}`.execute(db);
};

const fillIndicators = async (
  db: Kysely<Database>,
  { tenant, indicators, now }: TenantPart,
): Promise<void> => {
  await sql`
    insert into indicators (tenant_id, indicator_type, indicator_value, match_key, action, severity, title, description,
      generate_alert, rbac_group_names, owner_id, created_by, created_by_display_name, source_type, created_ticks,
      updated_ticks, expires_ticks)
    select ${tenant}::uuid, type, value, value, ${weighted(dice('e'), { Alert: 50, AlertAndBlock: 30, Allowed: 20 })},
      ${weighted(dice('f'), { Medium: 50, High: 20, Low: 20, Informational: 10 })}, 'Indicator ' || n % 100, 'From a feed',
      true, '[]', 'owner ' || n % 5, 'feed' || n % 5, 'Feed', 'AadApp', created, created,
      case when ${dice('d')} < 0.5 then ${sql.lit(String(now))}::bigint + 90 * ${sql.lit(String(TICKS_PER_DAY))}::bigint end
    from (select r.*, ${recently(now, dice('b'))} as created,
        ${weighted(dice('a'), { FileSha1: 40, IpAddress: 30, DomainName: 30 })} as type,
        case when ${dice('a')} < 0.4 then ${sha1(sql`n`)}
          when ${dice('a')} < 0.7 then '198.' || 18 + n / 62500 || '.' || n / 250 % 250 || '.' || n % 250
          else 'bad' || n || '.example' end as value
      from ${rows(indicators)}) as r`.execute(db);
};

const TABLES = [
  'devices',
  'device_tags',
  'alerts',
  'alert_entities',
  'incidents',
  'machine_actions',
  'indicators',
];

/** Writes a fleet into an empty store; the same one every time but for ids and times. */
export const fillFleet = async (
  db: Kysely<Database>,
  size: FleetSize,
  now: Ticks,
  progress: (tenant: number) => void = () => undefined,
): Promise<void> => {
  for (let rank = 1; rank <= size.tenants; rank += 1) {
    const part: TenantPart = {
      tenant: fleetTenant(rank),
      now,
      machines: shareOf(rank, size, size.machines),
      alerts: shareOf(rank, size, size.alerts),
      indicators: Math.round(size.indicators / size.tenants),
    };
    await db.transaction().execute(async transaction => {
      await sql`select setseed(${sql.lit(rank / 1_000)})`.execute(transaction);
      for (const fill of [fillMachines, fillAlerts, fillIncidents, fillActions, fillIndicators])
        await fill(transaction, part);
    });
    progress(rank);
  }
  await sql`vacuum (analyze) ${sql.join(TABLES.map(table => sql.table(table)))}`.execute(db);
};
