import { once } from 'node:events';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { systemClock } from '@vakt/contract/clock';
import { systemEntropy } from '@vakt/contract/entropy';
import type { Route } from '@vakt/contract/http';
import { parseTenantId, type TenantId } from '@vakt/contract/ids';
import { doorLimits } from '@vakt/hunting/results/limits';
import type { Lake } from '@vakt/lake/lake';
import { findTenant } from '@vakt/store/directory/tenants';
import { announcement } from './announcement.ts';
import type { Configuration } from './configuration.ts';
import { type DataDirectory, takeDataDirectory } from './data-directory.ts';
import { loadDemoTenant } from './demo/demo-tenant.ts';
import { raiseFirstAlert } from './demo/first-alert.ts';
import type { DemoTenant } from './demo/provision.ts';
import { PublicEndpoints } from './demo/public-calls.ts';
import { registerEnrolmentKey } from './events/intake-access.ts';
import { createListener, type ListenerCertificates } from './http/listener.ts';
import { prepareOrderlyClose } from './http/orderly-close.ts';
import { loadInstallationSecret } from './installation-secret.ts';
import { createLog, type Log } from './operations/log.ts';
import { Metrics } from './operations/metrics.ts';
import { operationsRoutes } from './operations/routes.ts';
import { type DemoFacts, frontPageRoute } from './pages/front-page.ts';
import { permissionsPageRoute } from './pages/permissions-page.ts';
import { readPortalFiles } from './portal/portal-files.ts';
import { portalRoutes } from './portal/portal-routes.ts';
import { serverFactsRoutes } from './portal/server-facts.ts';
import { type ReadyFile, removeReadyFile, writeReadyFile } from './ready-file.ts';
import { openRooms } from './rooms.ts';
import { SensorProcess } from './sensor/sensor-process.ts';
import { openStores, type Stores } from './stores.ts';
import { loadCredentials, type ServerCredentials } from './tls/credentials.ts';
import { ServiceNames } from './tls/service-names.ts';
import { serviceNamesRoute } from './tls/service-names-route.ts';

/** A Vakt that serves. */
export interface RunningVakt {
  readonly ready: ReadyFile;
  /** Stops everything in order and lets the data directory go. */
  stop(): Promise<void>;
}

const clock = systemClock;
const entropy = systemEntropy;

export const VERSION = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;

/** What has been opened, to be closed the other way round, also when the start fails half-way. */
class Opened {
  readonly #closers: (() => Promise<unknown> | unknown)[] = [];

  add(close: () => Promise<unknown> | unknown): void {
    this.#closers.push(close);
  }

  async close(log: Log): Promise<void> {
    for (const close of this.#closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        log.error('something did not close', { error });
      }
    }
  }
}

/** No tenant's id: its queries see no row. */
const NOBODY = '00000000-0000-0000-0000-000000000000' as TenantId;

const probeLake = async (lake: Lake): Promise<void> => {
  const answer = await lake.query(NOBODY, { sql: 'SELECT 1', limits: { maxSeconds: 5 } });
  if (!answer.ok) throw new Error(answer.error.message);
};

const originFor = ({ names }: Configuration, port: number): string =>
  `https://${names[0] ?? 'localhost'}:${port}`;

interface Listening {
  readonly configuration: Configuration;
  /** The rooms' routes and the pages. */
  readonly routes: readonly Route[];
  readonly stores: Stores;
  readonly certificates: ListenerCertificates;
  readonly log: Log;
}

const listen = async ({ configuration, routes, stores, certificates, log }: Listening): Promise<Server> => {
  const metrics = new Metrics();
  metrics.gauge('process_resident_memory_bytes', () => process.memoryUsage.rss());
  const checks = [
    {
      name: 'postgres',
      probe: () => stores.store.authority.selectFrom('tenants').select('id').limit(1).execute(),
    },
    { name: 'clickhouse', probe: () => probeLake(stores.lake) },
  ];
  const listener = createListener({
    routes: [...routes, ...operationsRoutes(metrics, checks)],
    ownHosts: new Set(configuration.names),
    tls: certificates,
    entropy,
    log,
    metrics,
  });
  listener.listen({ host: configuration.listen, port: configuration.port });
  await once(listener, 'listening');
  return listener;
};

/** The everyday certificate, and for the real services' names the other one, where that was made. */
const certificatesOf = (
  { privateKey, certificate }: ServerCredentials,
  serviceNames: ServiceNames,
): ListenerCertificates => ({
  key: privateKey,
  cert: certificate,
  contextFor: name => serviceNames.contextFor(name),
});

interface Places {
  readonly folder: string;
  readonly credentials: ServerCredentials;
  readonly url: string;
  readonly log: Log;
}

/** Starts the sensor as a device of `tenant`. */
const startSensor = async (
  { store }: Stores,
  tenant: string,
  { folder, credentials, url, log }: Places,
  allowsResponse: boolean,
): Promise<SensorProcess> => {
  const tenantId = parseTenantId(tenant);
  if (!tenantId || !(await findTenant(store.authority, tenantId)))
    throw new Error(
      `There is no tenant ${tenant} for this machine's sensor. \`npx vakt tenant list\` shows the tenants.`,
    );
  const stateFolder = join(folder, 'sensor');
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const enrolmentKeyFile = join(stateFolder, 'enrolment.key');
  await registerEnrolmentKey(store, clock, tenantId, loadInstallationSecret(enrolmentKeyFile, entropy));
  return new SensorProcess({
    url,
    caFile: credentials.caFile,
    tenantId,
    stateFolder,
    enrolmentKeyFile,
    allowsResponse,
    log,
  });
};

const openDemo = (places: Places, operatorToken: string) => {
  const { url, credentials, folder } = places;
  const { caFile, bundleFile } = credentials;
  return loadDemoTenant({
    url,
    caFile,
    bundleFile,
    credentialsFile: join(folder, 'demo.env'),
    operatorToken,
  });
};

const awaitFirstAlert = async (
  { url, credentials }: Places,
  demo: DemoTenant,
  say: (text: string) => void,
): Promise<void> => {
  const endpoints = new PublicEndpoints(url, credentials.caFile);
  try {
    say('Running the detection test, so that there is an alert to read …\n');
    if (!(await raiseFirstAlert(endpoints, demo, clock, entropy)))
      say(
        'The detection test raised no alert. `npx vakt detection-test` runs it again and says what to look at.\n',
      );
  } finally {
    endpoints.close();
  }
};

const openLog = (folder: string, opened: Opened): Log => {
  const stream = createWriteStream(join(folder, 'server.log'), { flags: 'a', mode: 0o600 });
  opened.add(() => new Promise<void>(settle => stream.end(() => settle())));
  return createLog(line => void stream.write(line), clock.now);
};

const bringUp = async (
  configuration: Configuration,
  directory: DataDirectory,
  opened: Opened,
  log: Log,
  say: (text: string) => void,
): Promise<ReadyFile> => {
  const folder = directory.path;
  const operatorTokenFile = join(folder, 'operator.token');
  const operatorToken = loadInstallationSecret(operatorTokenFile, entropy);
  const sealingKey = Buffer.from(loadInstallationSecret(join(folder, 'authority.key'), entropy), 'base64url');
  const linkKey = Buffer.from(loadInstallationSecret(join(folder, 'links.key'), entropy), 'base64url');
  const loadingCredentials = loadCredentials(join(folder, 'tls'), configuration.names, clock);
  // Awaited below, once there is something to close.
  loadingCredentials.catch(() => undefined);
  const stores = await openStores(configuration, folder, clock, entropy, log);
  opened.add(() => stores.close());
  const credentials = await loadingCredentials;
  const rooms = openRooms({
    stores,
    operatorToken,
    sealingKey,
    linkKey,
    packageFolder: join(folder, 'packages'),
    detectsRefreshTokenReuse: configuration.detectRefreshTokenReuse,
    assertionReuse: configuration.clientAssertionReuse,
    tenantCreation: configuration.tenantCreation,
    limitScale: configuration.limits,
    huntingDoors: doorLimits(configuration.huntingLimits.query),
    externalData: configuration.externalData,
    names: configuration.names,
    clock,
    entropy,
    log,
  });
  opened.add(() => rooms.close());
  const serviceNames = await ServiceNames.open(join(folder, 'tls'), clock);
  let facts: DemoFacts | undefined;
  const routes = [
    ...rooms.routes,
    serviceNamesRoute({ serviceNames, operatorToken, entropy }),
    frontPageRoute(VERSION, () => facts),
    permissionsPageRoute,
    ...serverFactsRoutes({
      version: VERSION,
      tenantCreation: configuration.tenantCreation,
      certificateAuthorityFile: credentials.caFile,
      operatorTokenFile,
      demoCredentialsFile: () => facts?.credentialsFile,
    }),
    ...portalRoutes(readPortalFiles(configuration.portalFolder), entropy),
  ];
  const certificates = certificatesOf(credentials, serviceNames);
  const listener = await listen({ configuration, routes, stores, certificates, log });
  opened.add(prepareOrderlyClose(listener));
  await rooms.warm();
  const { port } = listener.address() as AddressInfo;
  const url = originFor(configuration, port);
  const places: Places = { folder, credentials, url, log };
  const found = configuration.demo ? await openDemo(places, operatorToken) : undefined;
  if (found)
    facts = {
      tenantId: found.demo.tenantId,
      clientId: found.demo.clientId,
      credentialsFile: join(folder, 'demo.env'),
    };
  const reporting = configuration.sensorTenant ?? found?.demo.tenantId;
  if (configuration.sensor && reporting !== undefined) {
    const sensor = await startSensor(stores, reporting, places, configuration.allowResponse);
    opened.add(() => sensor.stop());
  }
  if (found?.created && configuration.sensor && process.platform === 'linux')
    await awaitFirstAlert(places, found.demo, say);
  return {
    url,
    portalUrl: `${url}/portal/`,
    caFile: credentials.caFile,
    pid: process.pid,
    version: VERSION,
    ...facts,
  };
};

/**
 * Starts Vakt: takes the data directory, opens the stores, mounts the rooms, listens, and in demo mode makes the demo tenant
 * through its own public endpoints. `ready.json` is written last.
 *
 * @param say shows a line to the person at the terminal.
 * @throws Error whose message says what is in the way.
 */
export const startVakt = async (
  configuration: Configuration,
  say: (text: string) => void,
): Promise<RunningVakt> => {
  const directory = takeDataDirectory(configuration.data);
  if (directory.notice) say(`${directory.notice}\n`);
  removeReadyFile(directory.path);
  const opened = new Opened();
  opened.add(() => directory.release());
  const log = openLog(directory.path, opened);
  const stop = async (): Promise<void> => {
    removeReadyFile(directory.path);
    await opened.close(log);
  };
  try {
    const ready = await bringUp(configuration, directory, opened, log, say);
    writeReadyFile(directory.path, ready);
    say(announcement(ready, ready.caFile));
    return { ready, stop };
  } catch (error) {
    log.error('the start failed', { error });
    await stop();
    throw error;
  }
};
