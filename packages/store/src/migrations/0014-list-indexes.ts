import { type Kysely, sql } from 'kysely';
import { protectTenantRows } from './tenant-isolation.ts';

/** Lists that are filtered by one of a few values are read off the index in their own order. */
const createIndexes = async (
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
  order: readonly string[],
): Promise<void> => {
  for (const column of columns)
    await db.schema
      .createIndex(`${table}_${column}`)
      .on(table)
      .columns(['tenant_id', column, ...order])
      .execute();
};

const indexAlerts = async (db: Kysely<unknown>): Promise<void> => {
  await createIndexes(
    db,
    'alerts',
    ['status', 'severity', 'category', 'detection_source', 'assigned_to'],
    ['created_ticks', 'alert_id'],
  );
  await createIndexes(db, 'alerts', ['investigation_id', 'last_event_ticks'], []);
  // The risk of devices: which of them have an open alert of a severity, and how grave those of one device are.
  await sql`create index alerts_open_severity on alerts (tenant_id, severity_rank, machine_id)
    where status <> 'Resolved'`.execute(db);
  await sql`create index alerts_open_machine on alerts (tenant_id, machine_id, severity_rank)
    where status <> 'Resolved'`.execute(db);
};

const indexDevices = async (db: Kysely<unknown>): Promise<void> => {
  // An expression over `jsonb` cannot be used from behind row-level security, a column can.
  await sql`alter table devices add column last_ip_address text
    generated always as (left(ip_addresses -> 0 ->> 'ipAddress', 64)) stored`.execute(db);
  await createIndexes(
    db,
    'devices',
    ['os_platform', 'os_version', 'exposure_level', 'device_value', 'aad_device_id', 'last_ip_address'],
    [],
  );
  // With `case` alone: row-level security keeps an expression with `coalesce` from its index.
  await sql`create index devices_health on devices (tenant_id, (
    case when sensor_health is null then 'Active' else sensor_health end))`.execute(db);
  await sql`create index devices_onboarding on devices (tenant_id, (
    case when onboarding_status is null then 'Onboarded'
      when onboarding_status = 'Can be onboarded' then 'CanBeOnboarded'
      when onboarding_status = 'Insufficient info' then 'InsufficientInfo'
      else onboarding_status end))`.execute(db);
  // Prefixes are ranges by code point, whatever the locale of the database.
  await sql`create index devices_name_prefix on devices (tenant_id, computer_dns_name collate "C")`.execute(
    db,
  );
};

/** Tags as rows: an index over a list could not be used from behind row-level security. */
const createDeviceTags = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create table device_tags (
    tenant_id uuid not null default current_setting('vakt.tenant')::uuid,
    tag text not null,
    device_id text not null,
    primary key (tenant_id, tag, device_id),
    foreign key (tenant_id, device_id) references devices on delete cascade)`.execute(db);
  await sql`create index device_tags_device on device_tags (tenant_id, device_id)`.execute(db);
  await protectTenantRows(db, 'device_tags');
  await sql`insert into device_tags (tenant_id, tag, device_id)
    select distinct tenant_id, left(tags.tag, 256), device_id
    from devices, jsonb_array_elements_text(machine_tags) as tags(tag)`.execute(db);
};

/** Whoever writes a device's tags, the rows follow in the same transaction. */
const followMachineTags = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create function follow_machine_tags() returns trigger language plpgsql as $$
    begin
      delete from device_tags where tenant_id = new.tenant_id and device_id = new.device_id
        and not new.machine_tags ? tag;
      insert into device_tags (tenant_id, tag, device_id)
        select new.tenant_id, left(tags.tag, 256), new.device_id
        from jsonb_array_elements_text(new.machine_tags) as tags(tag)
        on conflict do nothing;
      return null;
    end $$`.execute(db);
  await sql`create trigger devices_tagged after insert on devices for each row
    when (new.machine_tags <> '[]'::jsonb) execute function follow_machine_tags()`.execute(db);
  await sql`create trigger devices_retagged after update of machine_tags on devices for each row
    when (new.machine_tags <> old.machine_tags) execute function follow_machine_tags()`.execute(db);
};

/** Every filter that the vendor's pages document finds its rows by an index. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await indexAlerts(db);
  await indexDevices(db);
  await createDeviceTags(db);
  await followMachineTags(db);
  await createIndexes(db, 'machine_actions', ['status', 'type', 'requestor'], ['created_ticks', 'action_id']);
  await createIndexes(db, 'incidents', ['status', 'assigned_to', 'created_ticks'], ['incident_id']);
};
