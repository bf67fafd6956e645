import { type CreateTableBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import { createScopedRole, limitRows, limitToVisibleDevices } from './device-visibility.ts';
import { protectTenantRows } from './tenant-isolation.ts';

const tenantTable = (db: Kysely<unknown>, name: string): CreateTableBuilder<string, 'tenant_id'> =>
  db.schema
    .createTable(name)
    .addColumn('tenant_id', 'uuid', column =>
      column.notNull().defaultTo(sql`current_setting('vakt.tenant')::uuid`),
    );

const createGroups = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'device_groups')
    .addColumn('group_id', 'integer', column => column.notNull().generatedByDefaultAsIdentity())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('remediation_level', 'text', column => column.notNull())
    // The group of devices that no rule takes has none.
    .addColumn('rank', 'integer')
    .addColumn('conditions', 'jsonb', column => column.notNull())
    .addPrimaryKeyConstraint('device_groups_pkey', ['tenant_id', 'group_id'])
    .execute();
  await sql`create unique index device_groups_name on device_groups (tenant_id, lower(name))`.execute(db);
};

const createRoles = async (db: Kysely<unknown>): Promise<void> => {
  await tenantTable(db, 'defender_roles')
    .addColumn('role_id', 'integer', column => column.notNull().generatedAlwaysAsIdentity())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('permissions', sql`text[]`, column => column.notNull())
    .addPrimaryKeyConstraint('defender_roles_pkey', ['tenant_id', 'role_id'])
    .execute();
  await sql`create unique index defender_roles_name on defender_roles (tenant_id, lower(name))`.execute(db);
  for (const [table, column, type] of [
    ['defender_role_members', 'member_id', 'uuid'],
    ['defender_role_device_groups', 'group_id', 'integer'],
  ] as const) {
    await tenantTable(db, table)
      .addColumn(column, type, definition => definition.notNull())
      .addColumn('role_id', 'integer', definition => definition.notNull())
      .addPrimaryKeyConstraint(`${table}_pkey`, ['tenant_id', column, 'role_id'])
      .addForeignKeyConstraint(
        `${table}_role`,
        ['tenant_id', 'role_id'],
        'defender_roles',
        ['tenant_id', 'role_id'],
        constraint => constraint.onDelete('cascade'),
      )
      .execute();
    await db.schema.createIndex(`${table}_of_role`).on(table).columns(['tenant_id', 'role_id']).execute();
  }
  await sql`alter table defender_role_device_groups add constraint defender_role_device_groups_group
    foreign key (tenant_id, group_id) references device_groups on delete cascade`.execute(db);
  await tenantTable(db, 'defender_role_settings')
    .addColumn('enabled', 'boolean', column => column.notNull())
    .addPrimaryKeyConstraint('defender_role_settings_pkey', ['tenant_id'])
    .execute();
};

/** Which group a device is in: the first by rank all of whose conditions it meets, 0 when there is none. */
const createMatching = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create function device_text_meets(subject text, operator text, wanted text) returns boolean
    language sql immutable as $$
      select case operator
        when 'equals' then lower(subject) = lower(wanted)
        when 'startsWith' then starts_with(lower(subject), lower(wanted))
        when 'endsWith' then right(lower(subject), length(lower(wanted))) = lower(wanted)
        when 'contains' then strpos(lower(subject), lower(wanted)) > 0
      end $$`.execute(db);
  await sql`create function device_meets(device devices, property text, operator text, wanted text) returns boolean
    language sql immutable as $$
      select case property
        when 'name' then device_text_meets(device.computer_dns_name, operator, wanted)
          or device_text_meets(split_part(device.computer_dns_name, '.', 1), operator, wanted)
        when 'domain' then
          device_text_meets(substring(device.computer_dns_name from '^[^.]*[.](.*)$'), operator, wanted)
        when 'osPlatform' then device_text_meets(device.os_platform, operator, wanted)
        when 'tag' then exists (
          select from jsonb_array_elements_text(device.machine_tags) as tags(tag)
          where device_text_meets(tags.tag, operator, wanted))
      end $$`.execute(db);
  await sql`create function device_group_of(device devices) returns integer language sql stable as $$
      select coalesce((
        select groups.group_id from device_groups groups
        where groups.tenant_id = device.tenant_id and groups.rank is not null and not exists (
          select from jsonb_to_recordset(groups.conditions) as wanted(property text, operator text, value text)
          where device_meets(device, wanted.property, wanted.operator, wanted.value) is not true)
        order by groups.rank limit 1), 0) $$`.execute(db);
};

/**
 * Whoever writes what rules ask of a device, its group follows, and nobody can write the group itself. The shared lock lets
 * those who change the rules wait for writers that still go by the old ones.
 */
const followRules = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table devices add column rbac_group_id integer not null default 0`.execute(db);
  await sql`create index devices_group on devices (tenant_id, rbac_group_id, device_id)`.execute(db);
  await sql`create function assign_device_group() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(hashtextextended(new.tenant_id::text || ' device groups', 0));
      new.rbac_group_id := device_group_of(new);
      return new;
    end $$`.execute(db);
  await sql`create trigger devices_grouped before insert on devices for each row
    execute function assign_device_group()`.execute(db);
  await sql`create trigger devices_regrouped before update of computer_dns_name, machine_tags, os_platform
    on devices for each row
    when (old.computer_dns_name <> new.computer_dns_name or old.machine_tags <> new.machine_tags
      or old.os_platform is distinct from new.os_platform)
    execute function assign_device_group()`.execute(db);
  await sql`create trigger devices_group_kept before update of rbac_group_id on devices for each row
    execute function assign_device_group()`.execute(db);
};

/** What users who see some device groups only see of the tenant. */
const limitToGroups = async (db: Kysely<unknown>): Promise<void> => {
  await createScopedRole(db);
  // The setting is read once a query; without it the query fails, and nothing is seen.
  await limitRows(
    db,
    'devices',
    sql<SqlBool>`rbac_group_id = any ((select current_setting('vakt.device_groups')::integer[])::integer[])`,
  );
  for (const table of ['device_tags', 'sensors', 'detection_hits'])
    await limitToVisibleDevices(db, table, 'device_id');
  for (const table of ['alerts', 'machine_actions', 'investigations'])
    await limitToVisibleDevices(db, table, 'machine_id');
  await limitRows(
    db,
    'alert_entities',
    sql<SqlBool>`exists (select from alerts seen
      where seen.tenant_id = alert_entities.tenant_id and seen.alert_id = alert_entities.alert_id)`,
  );
  await limitRows(
    db,
    'live_response_results',
    sql<SqlBool>`exists (select from machine_actions seen
      where seen.tenant_id = live_response_results.tenant_id
        and seen.action_id = live_response_results.action_id)`,
  );
  // One that was merged into another has no alerts any more.
  await limitRows(
    db,
    'incidents',
    sql<SqlBool>`exists (select from alerts seen where seen.tenant_id = incidents.tenant_id and seen.incident_id
      = case when incidents.redirect_incident_id is null then incidents.incident_id
        else incidents.redirect_incident_id end)`,
  );
};

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await createGroups(db);
  await createRoles(db);
  for (const table of [
    'device_groups',
    'defender_roles',
    'defender_role_members',
    'defender_role_device_groups',
    'defender_role_settings',
  ])
    await protectTenantRows(db, table);
  await createMatching(db);
  await followRules(db);
  await limitToGroups(db);
};
