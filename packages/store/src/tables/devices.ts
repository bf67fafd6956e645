import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** A `jsonb` column: written as JSON text, read as the value. */
type Json<Value> = ColumnType<Value, string, string>;
/** A `jsonb` column with a default. */
type DefaultedJson<Value> = ColumnType<Value, string | undefined, string>;

/** An address that the device was seen with. */
export interface StoredAddress {
  readonly ipAddress: string;
  readonly macAddress?: string;
  readonly type?: string;
  readonly operationalStatus?: string;
  readonly lastSeen: string;
}

/** An account that was seen at the device. */
export interface StoredLogon {
  readonly accountName: string;
  readonly accountDomain: string;
  readonly accountSid?: string;
  readonly logonType?: string;
  readonly lastSeen: string;
}

/** Devices. Times are .NET ticks (`@vakt/contract/ticks`). */
export interface DevicesTable {
  tenant_id: Generated<string>;
  device_id: string;
  computer_dns_name: string;
  first_seen_ticks: bigint;
  last_seen_ticks: bigint;
  os_platform: string | null;
  os_version: string | null;
  os_build: bigint | null;
  os_architecture: string | null;
  os_distribution: string | null;
  agent_version: string | null;
  last_external_ip_address: string | null;
  aad_device_id: string | null;
  /** The group that the device says it is in; its group here is `rbac_group_id`. */
  rbac_group_name: string | null;
  /** The device group that the tenant's rules put it in, kept by triggers; 0 when none does. */
  rbac_group_id: GeneratedAlways<number>;
  device_category: string | null;
  device_type: string | null;
  model: string | null;
  vendor: string | null;
  onboarding_status: string | null;
  /** What the sensor last said of itself; `Inactive` is concluded from `last_seen_ticks` when read. */
  sensor_health: string | null;
  exposure_level: Generated<string>;
  device_value: Generated<string>;
  machine_tags: DefaultedJson<readonly string[]>;
  ip_addresses: Json<readonly StoredAddress[]>;
  /** The first of `ip_addresses`. */
  last_ip_address: GeneratedAlways<string | null>;
  logged_on_users: Json<readonly StoredLogon[]>;
  is_excluded: Generated<boolean>;
  exclusion_reason: string | null;
  is_potential_duplication: Generated<boolean>;
  merged_into_device_id: string | null;
  /** Known only from imported recordings. */
  imported: Generated<boolean>;
}

/** The tags of devices, one a row: what `machine_tags` says, kept by a trigger. */
export interface DeviceTagsTable {
  tenant_id: Generated<string>;
  device_id: string;
  tag: string;
}
