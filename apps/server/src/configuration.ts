import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type LimitScale, parseLimitScale } from '@vakt/defender/gate/limit-scale';
import { checkExternalDataSettings, type ExternalDataSettings } from '@vakt/hunting/external/allowance';
import { ASSERTION_REUSE, type AssertionReuse } from '@vakt/identity/authority/client-assertion';
import { TENANT_CREATION, type TenantCreation } from '@vakt/identity/tenants/tenant-creator';
import { type HuntingLimitSettings, parseHuntingLimits } from './hunting-limits.ts';

/** How this server runs: flags win, then `VAKT_*`, then `vakt.config.json`, then the defaults. */
export interface Configuration {
  /** The data directory, absolute. */
  readonly data: string;
  readonly port: number;
  /** The address to listen on; loopback unless said otherwise. */
  readonly listen: string;
  /** Host names besides localhost that this server is reached by. */
  readonly names: readonly string[];
  readonly demo: boolean;
  readonly sensor: boolean;
  /** Whether the service's response actions may change this machine. */
  readonly allowResponse: boolean;
  /** The tenant that this machine's sensor reports to; the demo tenant when not given. */
  readonly sensorTenant?: TenantId;
  /** Whether an old refresh token that comes back ends the sign-in that it belongs to. */
  readonly detectRefreshTokenReuse: boolean;
  /** Whether a client's signed assertion may come again before it expires. */
  readonly clientAssertionReuse: AssertionReuse;
  /** Who creates tenants besides the operator. */
  readonly tenantCreation: TenantCreation;
  /** What is made of the APIs' documented limits. */
  readonly limits: LimitScale;
  /** What hunting may take. */
  readonly huntingLimits: HuntingLimitSettings;
  /** The built portal to serve in place of this clone's. */
  readonly portalFolder?: string;
  /** Days that events are kept, counted from their arrival. */
  readonly retentionDays: number;
  /** What `externaldata` in queries may read. */
  readonly externalData: ExternalDataSettings;
  /** The database of the places of addresses, in place of the shipped one of countries. */
  readonly geoDatabase?: string;
  /** A PostgreSQL to use in place of the private one: `postgres://…`. */
  readonly postgresUrl?: string;
  /** A ClickHouse to use in place of the private node: `http(s)://user:password@host:port`. */
  readonly clickhouseUrl?: string;
}

const FLAGS = {
  data: { type: 'string' },
  port: { type: 'string' },
  listen: { type: 'string' },
  name: { type: 'string', multiple: true },
  demo: { type: 'boolean' },
  sensor: { type: 'boolean' },
  'sensor-tenant': { type: 'string' },
  'allow-response': { type: 'boolean' },
  'detect-refresh-token-reuse': { type: 'boolean' },
  'client-assertion-reuse': { type: 'string' },
  'tenant-creation': { type: 'string' },
  limits: { type: 'string' },
  'hunting-limits': { type: 'string' },
  'portal-folder': { type: 'string' },
  'retention-days': { type: 'string' },
  'external-data-hosts': { type: 'string' },
  'external-data-networks': { type: 'string' },
  'external-data-folder': { type: 'string' },
  'geo-database': { type: 'string' },
  'postgres-url': { type: 'string' },
  'clickhouse-url': { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Setting = Exclude<keyof typeof FLAGS, 'help'>;
const isSetting = (name: keyof typeof FLAGS): name is Setting => name !== 'help';

/** The names of all settings, as flags have them. */
export const SETTINGS: readonly Setting[] = (Object.keys(FLAGS) as (keyof typeof FLAGS)[]).filter(isSetting);

type Values = Partial<Record<Setting, unknown>>;

export const HELP = `Usage: npm start -- [options]        (or: vakt start [options])

  --data DIR            everything of this installation (VAKT_DATA; default ./.vakt)
  --port PORT           https port (VAKT_PORT; default 8443)
  --listen ADDRESS      address to listen on (VAKT_LISTEN; default 127.0.0.1)
  --name HOST           another host name of this server; may be repeated (VAKT_NAME, separated by commas)
  --[no-]demo           create and announce the demo tenant (VAKT_DEMO)
  --[no-]sensor         watch this machine (VAKT_SENSOR; default on)
  --sensor-tenant ID    the tenant this machine reports to (VAKT_SENSOR_TENANT; default: the demo tenant)
  --[no-]allow-response let response actions change this machine: isolate it, stop programs (VAKT_ALLOW_RESPONSE;
                        default off)
  --[no-]detect-refresh-token-reuse
                        end a sign-in whose old refresh token comes back (VAKT_DETECT_REFRESH_TOKEN_REUSE; default off)
  --client-assertion-reuse WHERE
                        from where a client's signed assertion may come again: same-source, never (which MSAL cannot
                        do), or anywhere (VAKT_CLIENT_ASSERTION_REUSE; default same-source)
  --tenant-creation WHO operator, or administrators: whoever is Global Administrator or Tenant Creator of a tenant may
                        create others (VAKT_TENANT_CREATION; default operator, with --demo administrators)
  --limits FACTOR       the documented limits of calls and running time, so many times as large, as 10 or 0.1; or off
                        (VAKT_LIMITS; default 1)
  --hunting-limits LIMITS
                        what hunting may take, as seconds=600,rows=500000; docs/hunting.md has them all
                        (VAKT_HUNTING_LIMITS; default: as documented)
  --portal-folder DIR   another build of the portal to serve (VAKT_PORTAL_FOLDER; default apps/portal/dist)
  --retention-days N    how long events are kept, from their arrival (VAKT_RETENTION_DAYS; default 180)
  --external-data-hosts HOSTS
                        hosts whose documents externaldata in queries may read, as example.com,*.example.com
                        (VAKT_EXTERNAL_DATA_HOSTS; default none)
  --external-data-networks NETWORKS
                        networks of your own in which such hosts may be, as 10.20.0.0/16
                        (VAKT_EXTERNAL_DATA_NETWORKS; default none: public addresses only)
  --external-data-folder DIR
                        documents for externaldata at HOST/PATH, read in place of those addresses
                        (VAKT_EXTERNAL_DATA_FOLDER; default none)
  --geo-database FILE   a MaxMind database (.mmdb) of the places of addresses, for geo_info_from_ip_address() in queries
                        (VAKT_GEO_DATABASE; default: the shipped one, which knows countries only)
  --postgres-url URL    a PostgreSQL in place of the private one (VAKT_POSTGRES_URL)
  --clickhouse-url URL  a ClickHouse in place of the private node (VAKT_CLICKHOUSE_URL)
`;

/** The variable that sets what a flag sets. */
export const environmentName = (setting: Setting): string =>
  `VAKT_${setting.toUpperCase().replaceAll('-', '_')}`;

const fromEnvironment = (environment: NodeJS.ProcessEnv): Values => {
  const values: Values = {};
  for (const setting of SETTINGS) {
    const text = environment[environmentName(setting)];
    if (text !== undefined && text !== '') values[setting] = setting === 'name' ? text.split(',') : text;
  }
  return values;
};

const fromFile = (file: string): Result<Values, string> => {
  if (!existsSync(file)) return ok({});
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      return fail(`${file}: must hold a JSON object.`);
    const unknown = Object.keys(parsed).find(key => !(key in FLAGS));
    return unknown
      ? fail(`${file}: there is no setting '${unknown}'. --help lists them.`)
      : ok(parsed as Values);
  } catch (error) {
    return fail(`${file}: is not valid JSON: ${(error as Error).message}`);
  }
};

const fromFlags = (args: readonly string[]): Result<Values & { help?: boolean }, string> => {
  try {
    return ok(parseArgs({ args: [...args], options: FLAGS, allowNegative: true, strict: true }).values);
  } catch (error) {
    return fail(`${(error as Error).message} --help lists the options.`);
  }
};

const asInteger = (setting: Setting, value: unknown, least: number, most: number): Result<number, string> => {
  const number = typeof value === 'number' ? value : /^\d+$/.test(String(value)) ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number >= least && number <= most
    ? ok(number)
    : fail(`${setting} must be a whole number from ${least} to ${most}, not '${String(value)}'.`);
};

const asSwitch = (setting: Setting, value: unknown): Result<boolean, string> => {
  if (typeof value === 'boolean') return ok(value);
  const text = String(value).toLowerCase();
  if (['1', 'true', 'on', 'yes'].includes(text)) return ok(true);
  if (['0', 'false', 'off', 'no'].includes(text)) return ok(false);
  return fail(`${setting} must be true or false, not '${text}'.`);
};

const asOneOf = <Name extends string>(
  setting: Setting,
  value: unknown,
  names: readonly Name[],
): Result<Name, string> => {
  const chosen = names.find(name => name === value);
  return chosen === undefined
    ? fail(`${setting} must be one of ${names.join(', ')}, not '${String(value)}'.`)
    : ok(chosen);
};

const asLimitScale = (value: unknown): Result<LimitScale, string> => {
  const scale = parseLimitScale(String(value));
  return scale === undefined
    ? fail(`limits must be a factor above 0 and up to 1000000, or off, not '${String(value)}'.`)
    : ok(scale);
};

const HOST_NAME = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

const asNames = (value: unknown): Result<readonly string[], string> => {
  const names = (Array.isArray(value) ? value : [value]).map(name => String(name).trim().toLowerCase());
  const wrong = names.find(name => !HOST_NAME.test(name));
  return wrong === undefined
    ? ok(names)
    : fail(`name must be a host name without scheme and port, not '${wrong}'.`);
};

const asTexts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value.map(String) : String(value ?? '').split(','))
    .map(text => text.trim())
    .filter(text => text !== '');

const asExternalData = (values: Values): Result<ExternalDataSettings, string> => {
  const folder = values['external-data-folder'];
  const settings = {
    hosts: asTexts(values['external-data-hosts']),
    networks: asTexts(values['external-data-networks']),
    ...(folder !== undefined && { folder: resolve(String(folder)) }),
  };
  const checked = checkExternalDataSettings(settings);
  return checked.ok ? ok(settings) : checked;
};

const asGeoDatabase = (value: unknown): Result<string | undefined, string> => {
  if (value === undefined) return ok(undefined);
  const file = resolve(String(value));
  return existsSync(file) ? ok(file) : fail(`geo-database: there is no file '${file}'.`);
};

const asTenant = (value: unknown): Result<TenantId | undefined, string> => {
  if (value === undefined) return ok(undefined);
  const id = parseTenantId(String(value));
  return id ? ok(id) : fail(`sensor-tenant must be a tenant id (a GUID), not '${String(value)}'.`);
};

const check = (values: Values): Result<Configuration, string> => {
  const port = asInteger('port', values.port ?? 8443, 0, 65_535);
  if (!port.ok) return port;
  const retentionDays = asInteger('retention-days', values['retention-days'] ?? 180, 1, 3_650);
  if (!retentionDays.ok) return retentionDays;
  const demo = asSwitch('demo', values.demo ?? false);
  if (!demo.ok) return demo;
  const sensor = asSwitch('sensor', values.sensor ?? true);
  if (!sensor.ok) return sensor;
  const allowResponse = asSwitch('allow-response', values['allow-response'] ?? false);
  if (!allowResponse.ok) return allowResponse;
  const detectReuse = asSwitch('detect-refresh-token-reuse', values['detect-refresh-token-reuse'] ?? false);
  if (!detectReuse.ok) return detectReuse;
  const assertionReuse = asOneOf(
    'client-assertion-reuse',
    values['client-assertion-reuse'] ?? 'same-source',
    ASSERTION_REUSE,
  );
  if (!assertionReuse.ok) return assertionReuse;
  const tenantCreation = asOneOf(
    'tenant-creation',
    values['tenant-creation'] ?? (demo.value ? 'administrators' : 'operator'),
    TENANT_CREATION,
  );
  if (!tenantCreation.ok) return tenantCreation;
  const limits = asLimitScale(values.limits ?? 1);
  if (!limits.ok) return limits;
  const huntingLimits = parseHuntingLimits(values['hunting-limits'] ?? '');
  if (!huntingLimits.ok) return huntingLimits;
  const names = asNames(values.name ?? []);
  if (!names.ok) return names;
  const sensorTenant = asTenant(values['sensor-tenant']);
  if (!sensorTenant.ok) return sensorTenant;
  const externalData = asExternalData(values);
  if (!externalData.ok) return externalData;
  const geoDatabase = asGeoDatabase(values['geo-database']);
  if (!geoDatabase.ok) return geoDatabase;
  return ok({
    data: resolve(String(values.data ?? '.vakt')),
    port: port.value,
    listen: String(values.listen ?? '127.0.0.1'),
    names: names.value,
    demo: demo.value,
    sensor: sensor.value,
    allowResponse: allowResponse.value,
    ...(sensorTenant.value && { sensorTenant: sensorTenant.value }),
    detectRefreshTokenReuse: detectReuse.value,
    clientAssertionReuse: assertionReuse.value,
    tenantCreation: tenantCreation.value,
    limits: limits.value,
    huntingLimits: huntingLimits.value,
    retentionDays: retentionDays.value,
    externalData: externalData.value,
    ...(geoDatabase.value !== undefined && { geoDatabase: geoDatabase.value }),
    ...(values['portal-folder'] !== undefined && { portalFolder: resolve(String(values['portal-folder'])) }),
    ...(values['postgres-url'] !== undefined && { postgresUrl: String(values['postgres-url']) }),
    ...(values['clickhouse-url'] !== undefined && { clickhouseUrl: String(values['clickhouse-url']) }),
  });
};

/**
 * Reads the configuration.
 *
 * @param folder where `vakt.config.json` is looked for.
 * @returns the configuration, `'help'` when it was asked for, or a sentence that says which setting is wrong and how.
 */
export const readConfiguration = (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  folder: string,
): Result<Configuration | 'help', string> => {
  const flags = fromFlags(args);
  if (!flags.ok) return flags;
  if (flags.value.help) return ok('help');
  const file = fromFile(resolve(folder, 'vakt.config.json'));
  if (!file.ok) return file;
  return check({ ...file.value, ...fromEnvironment(environment), ...flags.value });
};
