/** The calls that connectors and consoles make most, on what a tenant of the fleet has. */
import { formatTicks, TICKS_PER_HOUR } from '@vakt/contract/ticks';
import type { Database } from '@vakt/store/database';
import type { Kysely } from 'kysely';

export interface FleetCall {
  readonly name: string;
  /** Path and query of each variant; measuring takes them in turns. */
  readonly addresses: readonly string[];
}

const VARIANTS = 100;

const asked = (path: string, options: Readonly<Record<string, string | number>>): string =>
  `${path}?${Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}`;

const times = (last: bigint): string[] =>
  Array.from({ length: VARIANTS }, (_, hours) => formatTicks(last - BigInt(hours + 1) * TICKS_PER_HOUR));

/** Spread over the whole table by what random ids begin with, so that not only the newest rows are asked for. */
const sample = async (db: Kysely<Database>) => {
  const alerts = await db
    .selectFrom('alerts')
    .select(['alert_id', 'machine_id', 'updated_ticks'])
    .orderBy('detector_id')
    .limit(VARIANTS)
    .execute();
  const machines = await db
    .selectFrom('devices')
    .select(['device_id', 'computer_dns_name', 'last_seen_ticks'])
    .orderBy('aad_device_id')
    .limit(VARIANTS)
    .execute();
  const tags = await db.selectFrom('device_tags').select('tag').distinct().limit(VARIANTS).execute();
  const indicators = await db
    .selectFrom('indicators')
    .select('indicator_value')
    .orderBy('match_key')
    .limit(VARIANTS)
    .execute();
  const { last } = await db
    .selectFrom('alerts')
    .select(eb => eb.fn.max('updated_ticks').as('last'))
    .executeTakeFirstOrThrow();
  return { alerts, machines, tags, indicators, last };
};

type Sample = Awaited<ReturnType<typeof sample>>;

const alertCalls = ({ alerts, machines, last }: Sample): FleetCall[] => [
  { name: 'newest alerts', addresses: [asked('/api/alerts', { $top: 100 })] },
  {
    name: 'alerts by lastUpdateTime',
    addresses: times(last).map(time =>
      asked('/api/alerts', { $filter: `lastUpdateTime gt ${time}`, $orderby: 'lastUpdateTime', $top: 100 }),
    ),
  },
  {
    name: 'alerts by status and severity',
    addresses: ['New', 'InProgress', 'Resolved'].flatMap(status =>
      ['High', 'Medium'].map(severity =>
        asked('/api/alerts', { $filter: `status eq '${status}' and severity eq '${severity}'`, $top: 100 }),
      ),
    ),
  },
  { name: 'an alert by id', addresses: alerts.map(({ alert_id }) => `/api/alerts/${alert_id}`) },
  {
    name: 'alerts of a machine',
    addresses: machines.map(({ device_id }) => `/api/machines/${device_id}/alerts`),
  },
];

const machineCalls = ({ machines, tags, last }: Sample): FleetCall[] => [
  {
    name: 'machines by lastSeen, health and risk',
    addresses: times(last).map(time =>
      asked('/api/machines', {
        $filter: `lastSeen gt ${time} and healthStatus eq 'Active' and riskScore eq 'High'`,
        $top: 100,
      }),
    ),
  },
  {
    name: 'a machine by name',
    addresses: machines.map(({ computer_dns_name }) =>
      asked('/api/machines', { $filter: `computerDnsName eq '${computer_dns_name}'` }),
    ),
  },
  {
    name: 'machines by tag',
    addresses: tags.map(({ tag }) =>
      asked('/api/machines', { $filter: `machineTags/any(t: t eq '${tag}')`, $top: 100 }),
    ),
  },
];

const otherCalls = ({ alerts, indicators, last }: Sample): FleetCall[] => [
  {
    name: 'an indicator by value',
    addresses: indicators.map(({ indicator_value }) =>
      asked('/api/indicators', { $filter: `indicatorValue eq '${indicator_value}'` }),
    ),
  },
  {
    name: 'incidents by lastUpdateTime',
    addresses: times(last).map(time =>
      asked('/api/incidents', { $filter: `lastUpdateTime gt ${time}`, $orderby: 'lastUpdateTime', $top: 50 }),
    ),
  },
  {
    name: 'actions of a machine',
    addresses: alerts.map(({ machine_id }) =>
      asked('/api/machineactions', { $filter: `machineId eq '${machine_id}'` }),
    ),
  },
];

/** Works out the calls from what the tenant has. */
export const fleetCalls = async (db: Kysely<Database>): Promise<FleetCall[]> => {
  const known = await sample(db);
  return [alertCalls, machineCalls, otherCalls].flatMap(calls => calls(known));
};
