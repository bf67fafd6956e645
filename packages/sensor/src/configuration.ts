import { parseArgs } from 'node:util';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type CaptureMethod, captureMethods } from './capture/kernel-event.ts';
import type { SensorOptions } from './options.ts';

/** What flags and environment decide. */
export type SensorConfiguration = Omit<SensorOptions, 'log' | 'clock' | 'entropy'>;

type Values = Readonly<Record<string, string | undefined>>;

export const usage = `usage: vakt-sensor --url URL --state FOLDER --enrolment-key-file FILE [options]
       vakt-sensor --restore SHA1 --state FOLDER    puts a quarantined file back

  --url URL                   the Vakt server, https (VAKT_SENSOR_URL)
  --state FOLDER              where the sensor keeps its token and waiting events (VAKT_SENSOR_STATE)
  --enrolment-key-file FILE   the key that lets this machine enrol (VAKT_SENSOR_ENROLMENT_KEY_FILE)
  --ca-file FILE              certificates to trust in place of the system's (VAKT_SENSOR_CA_FILE)
  --tenant ID                 makes the device id differ from tenant to tenant (VAKT_SENSOR_TENANT)
  --methods LIST              capture methods that may be used: tracefs,connector,poll (VAKT_SENSOR_METHODS)
  --spool-bytes N             the most that waits on disk, default 67108864 (VAKT_SENSOR_SPOOL_BYTES)
  --allow-response yes        lets the server's response actions change this machine (VAKT_SENSOR_ALLOW_RESPONSE)`;

const FLAGS = [
  'url',
  'state',
  'enrolment-key-file',
  'ca-file',
  'tenant',
  'methods',
  'spool-bytes',
  'allow-response',
] as const;
const SMALLEST_SPOOL = 1024 * 1024;

const variableOf = (flag: string): string => `VAKT_SENSOR_${flag.toUpperCase().replaceAll('-', '_')}`;

const readValues = (args: readonly string[], env: Values): Result<Values, string> => {
  try {
    const options = Object.fromEntries(FLAGS.map(flag => [flag, { type: 'string' as const }]));
    const { values } = parseArgs({ args: [...args], options, strict: true });
    return ok(
      Object.fromEntries(FLAGS.map(flag => [flag, values[flag] ?? (env[variableOf(flag)] || undefined)])),
    );
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
};

const readUrl = (text: string | undefined): Result<URL, string> => {
  const url = text === undefined ? null : URL.parse(text);
  return url?.protocol === 'https:' ? ok(url) : fail('--url must be an https address');
};

const isMethod = (text: string): text is CaptureMethod => captureMethods.some(method => method === text);

const readMethods = (text: string | undefined): Result<readonly CaptureMethod[], string> => {
  const names = text === undefined ? [...captureMethods] : text.split(',').map(name => name.trim());
  const unknown = names.find(name => !isMethod(name));
  return unknown === undefined ? ok(names.filter(isMethod)) : fail(`--methods does not know '${unknown}'`);
};

const readTenant = (text: string | undefined): Result<{ tenantId?: TenantId }, string> => {
  if (text === undefined) return ok({});
  const tenantId = parseTenantId(text);
  return tenantId ? ok({ tenantId }) : fail('--tenant must be a GUID');
};

const readSpoolBytes = (text: string | undefined): Result<{ spoolBytes?: number }, string> => {
  if (text === undefined) return ok({});
  const spoolBytes = Number(text);
  return Number.isSafeInteger(spoolBytes) && spoolBytes >= SMALLEST_SPOOL
    ? ok({ spoolBytes })
    : fail(`--spool-bytes must be a number of at least ${SMALLEST_SPOOL}`);
};

const readAllowResponse = (text: string | undefined): Result<boolean, string> => {
  if (text === undefined || text === 'no') return ok(false);
  return text === 'yes' ? ok(true) : fail('--allow-response must be yes or no');
};

/** Reads the configuration; the failure names the flag that is wrong. Flags win over the environment. */
export const readConfiguration = (
  args: readonly string[],
  env: Values,
): Result<SensorConfiguration, string> => {
  const values = readValues(args, env);
  if (!values.ok) return values;
  const { state, 'enrolment-key-file': enrolmentKeyFile, 'ca-file': caFile } = values.value;
  const url = readUrl(values.value.url);
  if (!url.ok) return url;
  if (!state) return fail('--state is missing');
  if (!enrolmentKeyFile) return fail('--enrolment-key-file is missing');
  const methods = readMethods(values.value.methods);
  if (!methods.ok) return methods;
  const tenant = readTenant(values.value.tenant);
  if (!tenant.ok) return tenant;
  const spool = readSpoolBytes(values.value['spool-bytes']);
  if (!spool.ok) return spool;
  const allowResponse = readAllowResponse(values.value['allow-response']);
  if (!allowResponse.ok) return allowResponse;
  return ok({
    allowResponse: allowResponse.value,
    url: url.value,
    stateDir: state,
    enrolmentKeyFile,
    methods: methods.value,
    ...(caFile ? { caFile } : {}),
    ...tenant.value,
    ...spool.value,
  });
};
