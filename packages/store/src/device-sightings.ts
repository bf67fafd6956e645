import { parseTicks } from '@vakt/contract/ticks';
import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';
import { storableJson } from './storable-text.ts';
import type { StoredAddress, StoredLogon } from './tables/devices.ts';

/** What a batch of events says about one device. Times are ISO 8601 UTC text; facts that nothing names are absent. */
export interface DeviceSighting {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly osPlatform?: string;
  readonly osVersion?: string;
  readonly osBuild?: number;
  readonly osArchitecture?: string;
  readonly osDistribution?: string;
  readonly clientVersion?: string;
  readonly publicIp?: string;
  readonly aadDeviceId?: string;
  readonly machineGroup?: string;
  readonly deviceCategory?: string;
  readonly deviceType?: string;
  readonly model?: string;
  readonly vendor?: string;
  readonly onboardingStatus?: string;
  readonly sensorHealthState?: string;
  readonly registryDeviceTag?: string;
  readonly ipAddresses: readonly StoredAddress[];
  readonly loggedOnUsers: readonly StoredLogon[];
}

/** Facts of which the later sighting wins, and the column that holds each. */
const FACTS = {
  os_platform: 'osPlatform',
  os_version: 'osVersion',
  os_build: 'osBuild',
  os_architecture: 'osArchitecture',
  os_distribution: 'osDistribution',
  agent_version: 'clientVersion',
  last_external_ip_address: 'publicIp',
  aad_device_id: 'aadDeviceId',
  rbac_group_name: 'machineGroup',
  device_category: 'deviceCategory',
  device_type: 'deviceType',
  model: 'model',
  vendor: 'vendor',
  onboarding_status: 'onboardingStatus',
  sensor_health: 'sensorHealthState',
} as const satisfies Record<string, keyof DeviceSighting>;

const FACT_COLUMNS = Object.keys(FACTS) as (keyof typeof FACTS)[];
/** Longer than any real name or version; what indexes hold must be bounded. */
const LONGEST_FACT = 256;
/** The longest list of addresses or users that a device keeps. */
const LONGEST_LIST = 50;

const bounded = (fact: string | number | undefined): string | number | null =>
  typeof fact === 'string' ? fact.slice(0, LONGEST_FACT) : (fact ?? null);

const toRow = (sighting: DeviceSighting, imported: boolean) => ({
  device_id: sighting.deviceId,
  computer_dns_name: sighting.deviceName.toLowerCase().slice(0, LONGEST_FACT),
  first_seen_ticks: String(parseTicks(sighting.firstSeen) ?? 0n),
  last_seen_ticks: String(parseTicks(sighting.lastSeen) ?? 0n),
  ...Object.fromEntries(FACT_COLUMNS.map(column => [column, bounded(sighting[FACTS[column]])])),
  machine_tags: sighting.registryDeviceTag ? [bounded(sighting.registryDeviceTag)] : [],
  ip_addresses: sighting.ipAddresses,
  logged_on_users: sighting.loggedOnUsers,
  imported,
});

const COLUMNS = sql.raw(
  [
    'device_id',
    'computer_dns_name',
    'first_seen_ticks',
    'last_seen_ticks',
    ...FACT_COLUMNS,
    'machine_tags',
    'ip_addresses',
    'logged_on_users',
    'imported',
  ].join(', '),
);

const LATER = sql`excluded.last_seen_ticks >= devices.last_seen_ticks`;

const takeLater = (column: string) => sql`${sql.id(column)} = case when ${LATER}
  then coalesce(${sql.id('excluded', column)}, ${sql.id('devices', column)})
  else coalesce(${sql.id('devices', column)}, ${sql.id('excluded', column)}) end`;

/** Merges two lists by `key` (SQL over an entry): what is known of an entry is kept, what is said later wins. */
const mergeLists = (column: string, key: (entry: string) => string) => {
  const [known, said] = [sql.raw(key('known.entry')), sql.raw(key('said.entry'))];
  return sql`${sql.id(column)} = (
    select coalesce(jsonb_agg(latest.entry order by latest.entry ->> 'lastSeen' desc), '[]'::jsonb) from (
      select merged.entry from (
        select case when coalesce(said.entry ->> 'lastSeen' >= known.entry ->> 'lastSeen', true)
          then coalesce(known.entry, '{}') || coalesce(said.entry, '{}')
          else said.entry || known.entry end as entry
        from jsonb_array_elements(${sql.id('devices', column)}) as known(entry)
        full join jsonb_array_elements(${sql.id('excluded', column)}) as said(entry) on ${known} = ${said}
      ) merged order by merged.entry ->> 'lastSeen' desc limit ${sql.lit(LONGEST_LIST)}) latest)`;
};

const addressKey = (entry: string): string => `(${entry} ->> 'ipAddress')`;
const userKey = (entry: string): string =>
  `(${entry} ->> 'accountDomain' || '\\' || (${entry} ->> 'accountName'))`;

const MERGED = sql.join([
  sql`first_seen_ticks = least(devices.first_seen_ticks, excluded.first_seen_ticks)`,
  sql`last_seen_ticks = greatest(devices.last_seen_ticks, excluded.last_seen_ticks)`,
  sql`computer_dns_name = case when excluded.computer_dns_name <> ''
    and (${LATER} or devices.computer_dns_name = '')
    then excluded.computer_dns_name else devices.computer_dns_name end`,
  ...FACT_COLUMNS.map(takeLater),
  // Tags that people set stay; a tag that the device brings along is added.
  sql`machine_tags = case when devices.machine_tags @> excluded.machine_tags then devices.machine_tags
    else devices.machine_tags || excluded.machine_tags end`,
  mergeLists('ip_addresses', addressKey),
  mergeLists('logged_on_users', userKey),
  sql`imported = devices.imported and excluded.imported`,
]);

/**
 * Stores what events say about devices, new ones and known ones, in one statement. Each device appears once in
 * `sightings`. Sightings may come in any order of time: the earliest and the latest are kept, later facts win.
 *
 * @param options.imported the events are a recording; a device leaves that state with its first live event.
 */
export const saveSightings = async (
  db: Kysely<Database>,
  sightings: readonly DeviceSighting[],
  options: { readonly imported?: boolean } = {},
): Promise<void> => {
  if (sightings.length === 0) return;
  // One order of locks for all writers, so that two batches over the same devices cannot wait for each other.
  const rows = sightings
    .toSorted((left, right) => (left.deviceId < right.deviceId ? -1 : 1))
    .map(sighting => toRow(sighting, options.imported ?? false));
  await sql`insert into devices (${COLUMNS})
    select ${COLUMNS} from jsonb_populate_recordset(null::devices, ${storableJson(rows)}::jsonb)
    on conflict (tenant_id, device_id) do update set ${MERGED}`.execute(db);
};
