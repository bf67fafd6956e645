import { ELEMENT, type EntityQuery } from '@vakt/contract/query';
import { TICKS_PER_DAY, type Ticks } from '@vakt/contract/ticks';
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';
import { DEVICE_GROUP_NAME } from './device-groups.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import { type IndexedValue, objectList, type QueryList } from './query-columns.ts';
import type { DevicesTable } from './tables/devices.ts';

/** A device as it is stored, with what is concluded when it is read. */
export interface Device
  extends Omit<Selectable<DevicesTable>, 'tenant_id' | 'onboarding_status' | 'rbac_group_name'> {
  /** `Inactive` when the device has not been heard of for a week, otherwise what its sensor says. */
  readonly health_status: string;
  readonly onboarding_status: string;
  /** The name of its device group. */
  readonly rbac_group_name: string | null;
  /** The severity of the gravest alert that is not resolved; `None` when there is none. */
  readonly risk_score: string;
}

/** Devices that are silent for longer are inactive (the vendor's page on unhealthy sensors: seven days). */
const INACTIVE_AFTER = 7n * TICKS_PER_DAY;

/** What the sensor says of itself. Row-level security keeps an expression with `coalesce` from its index. */
const SAID_HEALTH: RawBuilder<string> = sql<string>`
  case when devices.sensor_health is null then 'Active' else devices.sensor_health end`;

const healthStatus = (now: Ticks): RawBuilder<string> => sql<string>`
  case when devices.last_seen_ticks < ${now - INACTIVE_AFTER}::bigint then 'Inactive'
    else ${SAID_HEALTH} end`;

/** 0 (no open alert) to 4 (an open alert of high severity). */
const RISK_RANK: RawBuilder<number> = sql<number>`coalesce((
  select max(alerts.severity_rank) from alerts
  where alerts.tenant_id = devices.tenant_id and alerts.machine_id = devices.device_id
    and alerts.status <> 'Resolved'), 0)`;

const RISK_SCORES: readonly string[] = ['None', 'Informational', 'Low', 'Medium', 'High'];

const RISK_SCORE: RawBuilder<string> = sql<string>`
  (array[${sql.join(RISK_SCORES.map(score => sql.lit(score)))}])[1 + ${RISK_RANK}]`;

/** The status in the API's words; the hunting tables have words of their own. As in the index, without `coalesce`. */
const ONBOARDING_STATUS: RawBuilder<string> = sql<string>`
  case when devices.onboarding_status is null then 'Onboarded'
    when devices.onboarding_status = 'Can be onboarded' then 'CanBeOnboarded'
    when devices.onboarding_status = 'Insufficient info' then 'InsufficientInfo'
    else devices.onboarding_status end`;

const isSilentAt = (now: Ticks): RawBuilder<SqlBool> =>
  sql<SqlBool>`devices.last_seen_ticks < ${now - INACTIVE_AFTER}::bigint`;

const health = (now: Ticks): IndexedValue => ({
  kind: 'value',
  value: healthStatus(now),
  is: status => {
    if (status === null) return sql<SqlBool>`false`;
    const isSaid = sql<SqlBool>`(${SAID_HEALTH}) = ${status}::text`;
    return status === 'Inactive'
      ? sql<SqlBool>`(${isSilentAt(now)} or ${isSaid})`
      : sql<SqlBool>`(${isSaid} and devices.last_seen_ticks >= ${now - INACTIVE_AFTER}::bigint)`;
  },
});

/** Whether the device has an open alert whose rank is as `condition` says. */
const hasOpenAlert = (condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select from alerts where alerts.tenant_id = devices.tenant_id and alerts.machine_id = devices.device_id
    and alerts.status <> 'Resolved' and ${condition})`;

const RISK: IndexedValue = {
  kind: 'value',
  value: RISK_SCORE,
  is: score => {
    const rank = RISK_SCORES.indexOf(String(score));
    if (rank < 0) return sql<SqlBool>`false`;
    const isGraver = hasOpenAlert(sql<SqlBool>`alerts.severity_rank > ${rank}::smallint`);
    return rank > 0
      ? sql<SqlBool>`(${hasOpenAlert(sql<SqlBool>`alerts.severity_rank = ${rank}::smallint`)} and not ${isGraver})`
      : sql<SqlBool>`not ${isGraver}`;
  },
};

/** The tags have a table of their own, which an index can find devices by. */
const TAGS: QueryList = {
  kind: 'list',
  from: sql`device_tags as element`,
  on: sql<SqlBool>`element.tenant_id = devices.tenant_id and element.device_id = devices.device_id`,
  elements: { [ELEMENT]: sql`element.tag` },
};

const ADDRESSES = objectList(sql`devices.ip_addresses`, address => ({
  ipAddress: sql`${address} ->> 'ipAddress'`,
  // As on the wire: twelve upper-case digits without separators.
  macAddress: sql`upper(regexp_replace(${address} ->> 'macAddress', '[^0-9A-Fa-f]', '', 'g'))`,
  type: sql`${address} ->> 'type'`,
  operationalStatus: sql`${address} ->> 'operationalStatus'`,
}));

/** The SQL behind each property of a machine. */
const columnsAt = (now: Ticks): QueryColumns => ({
  id: sql`devices.device_id`,
  computerDnsName: sql`devices.computer_dns_name`,
  firstSeen: sql`devices.first_seen_ticks`,
  lastSeen: sql`devices.last_seen_ticks`,
  osPlatform: sql`devices.os_platform`,
  osVersion: sql`devices.os_version`,
  osBuild: sql`devices.os_build`,
  osArchitecture: sql`devices.os_architecture`,
  version: sql`devices.os_version`,
  agentVersion: sql`devices.agent_version`,
  lastIpAddress: sql`devices.last_ip_address`,
  lastExternalIpAddress: sql`devices.last_external_ip_address`,
  healthStatus: health(now),
  onboardingStatus: ONBOARDING_STATUS,
  riskScore: RISK,
  exposureLevel: sql`devices.exposure_level`,
  deviceValue: sql`devices.device_value`,
  aadDeviceId: sql`devices.aad_device_id`,
  rbacGroupId: sql`devices.rbac_group_id`,
  rbacGroupName: DEVICE_GROUP_NAME,
  machineTags: TAGS,
  ipAddresses: ADDRESSES,
});

const ORDER: ListOrder = {
  // By gravity, not by the alphabet.
  ranks: {
    riskScore: RISK_RANK,
    exposureLevel: sql`array_position(array['None', 'Low', 'Medium', 'High'], devices.exposure_level)`,
    deviceValue: sql`array_position(array['Low', 'Normal', 'High'], devices.device_value)`,
  },
  stable: [
    { expression: sql`devices.last_seen_ticks`, direction: 'desc' },
    { expression: sql`devices.device_id`, direction: 'desc' },
  ],
};

const select = (db: Kysely<Database>, now: Ticks) =>
  db
    .selectFrom('devices')
    .selectAll('devices')
    .select([
      healthStatus(now).as('health_status'),
      RISK_SCORE.as('risk_score'),
      ONBOARDING_STATUS.as('onboarding_status'),
      DEVICE_GROUP_NAME.as('rbac_group_name'),
    ]);

/** Devices that answer the query, at most `limit` of them, the one heard of last first. */
export const listDevices = (
  db: Kysely<Database>,
  query: Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>,
  limit: number,
  now: Ticks,
): Promise<Device[]> =>
  applyQuery(select(db, now), columnsAt(now), query, ORDER).limit(limit).offset(query.skip).execute();

/** How many devices answer the query. */
export const countDevices = async (
  db: Kysely<Database>,
  { filter }: Pick<EntityQuery, 'filter'>,
  now: Ticks,
): Promise<number> => {
  const { total } = await applyFilter(
    db.selectFrom('devices').select(eb => eb.fn.countAll<bigint>().as('total')),
    columnsAt(now),
    filter,
  ).executeTakeFirstOrThrow();
  return Number(total);
};

/** The device of that id; `undefined` when the tenant has none. */
export const findDevice = (db: Kysely<Database>, deviceId: string, now: Ticks): Promise<Device | undefined> =>
  select(db, now).where('device_id', '=', deviceId).executeTakeFirst();

/** The device of that Entra device id, the one heard of last when there are several. */
export const findDeviceByEntraId = (
  db: Kysely<Database>,
  entraDeviceId: string,
  now: Ticks,
): Promise<Device | undefined> =>
  select(db, now)
    .where('aad_device_id', '=', entraDeviceId.toLowerCase())
    .orderBy('last_seen_ticks', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The device that was heard of last among those of that name. */
export const findDeviceByName = (
  db: Kysely<Database>,
  name: string,
  now: Ticks,
): Promise<Device | undefined> =>
  select(db, now)
    .where('computer_dns_name', '=', name.toLowerCase())
    .orderBy('last_seen_ticks', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The devices of those ids, by id. */
export const findDevices = async (
  db: Kysely<Database>,
  deviceIds: readonly string[],
  now: Ticks,
): Promise<ReadonlyMap<string, Device>> => {
  if (deviceIds.length === 0) return new Map();
  const devices = await select(db, now).where('device_id', 'in', deviceIds).execute();
  return new Map(devices.map(device => [device.device_id, device]));
};

/** As many devices as a query can be asked of. */
export const MOST_VISIBLE_DEVICES = 100_000;

/** The ids of all devices that `db` shows: one more than `MOST_VISIBLE_DEVICES` at most. */
export const listVisibleDevices = async (db: Kysely<Database>): Promise<readonly string[]> => {
  const devices = await db
    .selectFrom('devices')
    .select('device_id')
    .limit(MOST_VISIBLE_DEVICES + 1)
    .execute();
  return devices.map(({ device_id }) => device_id);
};
