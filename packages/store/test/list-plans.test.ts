import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ALERT_FILTER } from '@vakt/contract/operations/alerts';
import { listIncidents as incidentList } from '@vakt/contract/operations/incidents';
import { listIndicators as indicatorList, MOST_INDICATORS } from '@vakt/contract/operations/indicators';
import { MACHINE_ACTION_LIST } from '@vakt/contract/operations/machine-actions';
import { MACHINE_LIST } from '@vakt/contract/operations/machines';
import type { EntityQuery, Filter } from '@vakt/contract/query';
import { TICKS_PER_SECOND } from '@vakt/contract/ticks';
import { type TestStore, withTestStore } from '@vakt/testing/store';
import { type Kysely, sql } from 'kysely';
import { listAlerts } from '../src/alerts.ts';
import type { Database } from '../src/database.ts';
import { createDeviceGroup } from '../src/device-groups.ts';
import { listDevices } from '../src/devices.ts';
import { listIncidents } from '../src/incidents.ts';
import { listIndicators } from '../src/indicators.ts';
import { listMachineActions } from '../src/machine-actions.ts';
import { explain } from './explained.ts';
import {
  ACTION_FILTERS,
  ALERT_FILTERS,
  compare,
  INCIDENT_FILTERS,
  INDICATOR_FILTERS,
  MACHINE_FILTERS,
  NOW,
  propertiesOf,
} from './list-filters.ts';
import { HOME } from './security-records.ts';

const ROWS = 100_000;

/**
 * The filters fit a few hundred rows of the hundred thousand at most. Who finds them by an index touches some
 * thousands: entries of the index, rows, and what a second index rules out.
 */
const MOST_TOUCHED = 5_000;

/** A tenant has few indicators: at the worst it reads its own, their entries in one or two indexes and the rows. */
const ALL_INDICATORS = 3 * MOST_INDICATORS;

/** Taken as well, though no page names it: asked of each machine in turn. */
const UNDOCUMENTED: ReadonlySet<string> = new Set(['ipAddresses']);

type ListQuery = Pick<EntityQuery, 'filter' | 'orderBy' | 'skip'>;
type Asked = Pick<EntityQuery, 'filter'> & Partial<ListQuery>;
type List = (db: Kysely<Database>, query: ListQuery) => Promise<unknown[]>;

/** Rows are a second apart, the last one now; one in a thousand is out of the ordinary. */
const TIME = sql`${NOW}::bigint - (${ROWS}::bigint - n) * ${TICKS_PER_SECOND}::bigint`;
const rare = (usual: string, unusual: string) =>
  sql`case when n % 1000 = 7 then ${sql.lit(unusual)} else ${sql.lit(usual)} end`;
const DEVICE = sql`lpad(to_hex(n), 40, '0')`;
const NUMBERS = sql`generate_series(1, ${ROWS}::int) as n`;

const fillDevices = (db: Kysely<Database>) =>
  sql`insert into devices (tenant_id, device_id, computer_dns_name, first_seen_ticks, last_seen_ticks, os_platform,
      os_version, aad_device_id, onboarding_status, sensor_health, exposure_level, device_value, machine_tags,
      ip_addresses, logged_on_users)
    select ${HOME}::uuid, ${DEVICE}, 'host' || n || '.contoso.com', 1, ${TIME}, ${rare('Linux', 'macOS')},
      '12.' || n % 500, n::text, ${rare('Onboarded', 'Can be onboarded')},
      ${rare('Active', 'NoSensorData')}, ${rare('Low', 'High')}, ${rare('Normal', 'High')},
      jsonb_build_array(${rare('desk', 'lab')}),
      jsonb_build_array(jsonb_build_object('ipAddress', '10.' || n % 50 || '.' || n % 51 || '.' || n % 53)), '[]'
    from ${NUMBERS}`.execute(db);

const fillAlerts = (db: Kysely<Database>) =>
  sql`insert into alerts (tenant_id, alert_id, deduplication_key, rule_key, incident_id, machine_id, computer_dns_name,
      title, description, recommended_action, severity, status, category, detection_source, mitre_techniques,
      related_user, logged_on_users, assigned_to, investigation_id, created_ticks, first_event_ticks, last_event_ticks,
      updated_ticks, evidence)
    select ${HOME}::uuid, 'da' || n, 'key ' || n, 'rule', n / 5, ${DEVICE}, 'host', 'title', '', '',
      ${rare('Medium', 'High')}, ${rare('Resolved', 'New')}, ${rare('Execution', 'Ransomware')},
      ${rare('WindowsDefenderAv', 'CustomDetection')}, '[]', 'null', '[]', ${rare('ann', 'bob')}, n, ${TIME}, ${TIME},
      ${TIME}, ${TIME}, jsonb_build_array(jsonb_build_object('entityType', 'File', 'sha1', 'a' || n % 1000))
    from ${NUMBERS}`.execute(db);

const fillOthers = async (db: Kysely<Database>) => {
  await sql`insert into alert_entities (tenant_id, kind, name, alert_id)
    select ${HOME}::uuid, 'file', 'a' || n % 1000, 'da' || n from ${NUMBERS}`.execute(db);
  await sql`insert into incidents (tenant_id, incident_id, name, status, assigned_to, created_ticks, updated_ticks)
    select ${HOME}::uuid, n, 'incident', ${rare('Resolved', 'Active')}, ${rare('ann', 'bob')}, ${TIME}, ${TIME}
    from ${NUMBERS}`.execute(db);
  await sql`insert into machine_actions (tenant_id, action_id, type, status, machine_id, computer_dns_name, requestor,
      requestor_comment, request_source, created_ticks, updated_ticks)
    select ${HOME}::uuid, lpad(to_hex(n), 32, '0')::uuid, ${rare('RunAntiVirusScan', 'Isolate')},
      ${rare('Succeeded', 'Pending')}, ${DEVICE}, 'host', ${rare('ann', 'bob')}, '', 'PublicApi', ${TIME}, ${TIME}
    from ${NUMBERS}`.execute(db);
};

/** As many as a tenant may have, in each of nine tenants. */
const fillIndicators = (db: Kysely<Database>) =>
  sql`insert into indicators (tenant_id, indicator_type, indicator_value, match_key, action, severity, application, title,
      description, generate_alert, rbac_group_names, owner_id, created_by, created_by_display_name, source_type,
      created_ticks, updated_ticks, expires_ticks)
    select case tenant when 0 then ${HOME}::uuid else lpad(tenant::text, 32, '0')::uuid end,
      ${rare('DomainName', 'IpAddress')}, 'bad' || n || '.example', n, ${rare('Alert', 'Block')},
      ${rare('Low', 'High')}, ${rare('feed', 'curl')}, 'title ' || n % 100, '', true,
      jsonb_build_array(${rare('Desks', 'Lab')}), 'owner', 'feed ' || n % 5, 'Feed ' || n % 5, 'AadApp', ${TIME},
      ${TIME}, ${NOW}::bigint + n * ${TICKS_PER_SECOND}::bigint
    from generate_series(0, 8) as tenant, generate_series(1, ${MOST_INDICATORS}::int) as n`.execute(db);

/** The first device group of the database: that of the rare tag. */
const LAB = 1;

describe(`lists of ${ROWS} rows`, () => {
  let test: TestStore;
  before(async () => {
    test = await withTestStore();
    const db = test.store.authority;
    await createDeviceGroup(test.store.tenant(HOME), {
      name: 'Lab',
      description: '',
      remediationLevel: 'full',
      conditions: [{ property: 'tag', operator: 'equals', value: 'lab' }],
    });
    await fillDevices(db);
    await fillAlerts(db);
    await fillOthers(db);
    await fillIndicators(db);
    await sql`analyze devices, device_tags, alerts, alert_entities, incidents, machine_actions, indicators`.execute(
      db,
    );
  });
  after(() => test.close());

  const hold = async (list: List, { filter, orderBy = [] }: Asked, most = MOST_TOUCHED) => {
    let found = 0;
    const { sequentialScans, touched, plan } = await explain(test.store.tenant(HOME), async db => {
      found = (await list(db, { ...(filter && { filter }), orderBy, skip: 0 })).length;
    });
    assert.ok(found > 0, 'the filter finds nothing');
    assert.equal(sequentialScans, 0, plan);
    assert.ok(touched <= most, `${touched} rows touched for ${found}: ${plan}`);
  };

  /** The same for a user who sees a few devices only: of what the filter finds, little or nothing may be left. */
  const holdScoped = async (list: List, filter: Filter, most = MOST_TOUCHED) => {
    const { sequentialScans, touched, plan } = await explain(test.store.scoped(HOME, [LAB]), db =>
      list(db, { filter, orderBy: [], skip: 0 }),
    );
    assert.equal(sequentialScans, 0, plan);
    assert.ok(touched <= most, `${touched} rows touched: ${plan}`);
  };

  const alerts: List = (db, query) => listAlerts(db, query, 10_001, { evidence: false });
  const machines: List = (db, query) => listDevices(db, query, 10_001, NOW);
  const actions: List = (db, query) => listMachineActions(db, query, 10_001);
  const incidents: List = (db, query) => listIncidents(db, query, 101);
  const indicators: List = (db, query) => listIndicators(db, query, 10_001, { now: NOW });

  for (const [entities, filters, documented, list, most] of [
    ['alerts', ALERT_FILTERS, ALERT_FILTER, alerts, MOST_TOUCHED],
    ['machines', MACHINE_FILTERS, MACHINE_LIST, machines, MOST_TOUCHED],
    ['machine actions', ACTION_FILTERS, MACHINE_ACTION_LIST, actions, MOST_TOUCHED],
    ['incidents', INCIDENT_FILTERS, incidentList.list, incidents, MOST_TOUCHED],
    ['indicators', INDICATOR_FILTERS, indicatorList.list, indicators, ALL_INDICATORS],
  ] as const) {
    it(`asks every property by which ${entities} can be filtered`, () => {
      const asked = propertiesOf(filters);
      const forgotten = documented?.filterable.filter(name => !asked.has(name) && !UNDOCUMENTED.has(name));
      assert.deepEqual(forgotten, []);
    });
    for (const [text, filter] of Object.entries(filters))
      it(`finds ${entities} by ${text} with an index, for a user of one device group, too`, async () => {
        await hold(list, { filter }, most);
        await holdScoped(list, filter, most);
      });
  }

  it('finds an indicator by its value alone, among all of a tenant', () =>
    hold(indicators, { filter: compare('indicatorValue', 'bad77.example') }, 10));

  for (const property of ['lastUpdateTime', 'alertCreationTime'])
    it(`reads the first alerts of many by ${property} alone`, () =>
      hold((db, query) => listAlerts(db, query, 100, { evidence: false }), {
        filter: compare(property, { ticks: 0n }, 'gt'),
        orderBy: [{ property, direction: 'asc' }],
      }));

  it('reads the first incidents of many by lastUpdateTime alone', () =>
    hold(incidents, {
      filter: compare('lastUpdateTime', { ticks: 0n }, 'gt'),
      orderBy: [{ property: 'lastUpdateTime', direction: 'asc' }],
    }));

  it('plans a list for its own values, however often others were asked for', async () => {
    const since = (time: bigint, limit: number) =>
      listAlerts(
        test.store.tenant(HOME),
        { filter: compare('lastUpdateTime', { ticks: time }, 'gt'), orderBy: [], skip: 0 },
        limit,
        { evidence: false },
      );
    for (let turn = 0; turn < 30; turn += 1) await since(0n, 1_000);
    const { rows } =
      await sql`select from pg_prepared_statements where statement like '%"alerts"%limit%'`.execute(
        test.store.tenant(HOME),
      );
    assert.equal(rows.length, 0);
  });
});
