import type { EntityQuery } from '@vakt/contract/query';
import { TICKS_PER_DAY, type Ticks } from '@vakt/contract/ticks';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { applyFilter, applyQuery, type ListOrder, type QueryColumns } from './query.ts';
import type { DevicesTable } from './tables/devices.ts';

/** A device as it is stored, with what is concluded when it is read. */
export interface Device extends Omit<Selectable<DevicesTable>, 'tenant_id' | 'onboarding_status'> {
  /** `Inactive` when the device has not been heard of for a week, otherwise what its sensor says. */
  readonly health_status: string;
  readonly onboarding_status: string;
  /** The severity of the gravest alert that is not resolved; `None` when there is none. */
  readonly risk_score: string;
}

/** Devices that are silent for longer are inactive (the vendor's page on unhealthy sensors: seven days). */
const INACTIVE_AFTER = 7n * TICKS_PER_DAY;

const healthStatus = (now: Ticks): RawBuilder<string> => sql<string>`
  case when devices.last_seen_ticks < ${now - INACTIVE_AFTER}::bigint then 'Inactive'
    else coalesce(devices.sensor_health, 'Active') end`;

/** 0 (no open alert) to 4 (an open alert of high severity). */
const RISK_RANK: RawBuilder<number> = sql<number>`coalesce((
  select max(alerts.severity_rank) from alerts
  where alerts.tenant_id = devices.tenant_id and alerts.machine_id = devices.device_id
    and alerts.status <> 'Resolved'), 0)`;

const RISK_SCORE: RawBuilder<string> = sql<string>`
  (array['None', 'Informational', 'Low', 'Medium', 'High'])[1 + ${RISK_RANK}]`;

/** The status in the API's words; the hunting tables have words of their own. */
const ONBOARDING_STATUS: RawBuilder<string> = sql<string>`
  case devices.onboarding_status when 'Can be onboarded' then 'CanBeOnboarded'
    when 'Insufficient info' then 'InsufficientInfo'
    else coalesce(devices.onboarding_status, 'Onboarded') end`;

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
  lastIpAddress: sql`devices.ip_addresses -> 0 ->> 'ipAddress'`,
  lastExternalIpAddress: sql`devices.last_external_ip_address`,
  healthStatus: healthStatus(now),
  onboardingStatus: ONBOARDING_STATUS,
  riskScore: RISK_SCORE,
  exposureLevel: sql`devices.exposure_level`,
  deviceValue: sql`devices.device_value`,
  aadDeviceId: sql`devices.aad_device_id`,
  rbacGroupId: sql`0`,
  rbacGroupName: sql`devices.rbac_group_name`,
  machineTags: sql`devices.machine_tags`,
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
