import { createHash } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { HttpRequest, Route } from '@vakt/contract/http';
import { editorRoutes } from '@vakt/defender/advanced-hunting/editor-routes';
import { documentRoutes } from '@vakt/defender/document-routes';
import { PackageLinks } from '@vakt/defender/downloads/package-links';
import { ResultLinks } from '@vakt/defender/downloads/result-links';
import type { LimitScale } from '@vakt/defender/gate/limit-scale';
import { quotaRetention } from '@vakt/defender/gate/quota-retention';
import { startInvestigationDuty } from '@vakt/defender/investigations/investigation-duty';
import { RefusalLog } from '@vakt/defender/refusals/refusal-log';
import { refusalRoutes } from '@vakt/defender/refusals/refusal-routes';
import { defenderRoutes } from '@vakt/defender/routes';
import { alertRecords } from '@vakt/detection/alert-records/alert-records';
import { createDetection } from '@vakt/detection/detection';
import { detectionRoutes } from '@vakt/detection/routes/detection-routes';
import { createQueryEditor } from '@vakt/hunting/editor/editor';
import { createHuntingEngine } from '@vakt/hunting/engine';
import type { ExternalDataSettings } from '@vakt/hunting/external/allowance';
import { ExternalData } from '@vakt/hunting/external/external-data';
import type { FunctionsOf } from '@vakt/hunting/functions/custom-function';
import type { HuntingDoors } from '@vakt/hunting/results/limits';
import type { AssertionReuse } from '@vakt/identity/authority/client-assertion';
import { createPlanLookup } from '@vakt/identity/plan';
import { identityRoutes } from '@vakt/identity/routes';
import { Sealer } from '@vakt/identity/sealing';
import { isOperator } from '@vakt/identity/tenants/operator';
import type { TenantCreation } from '@vakt/identity/tenants/tenant-creator';
import { RevokedTokens } from '@vakt/identity/tokens/revoked-tokens';
import { SigningKeys } from '@vakt/identity/tokens/signing-keys';
import { startIdentityUpkeep } from '@vakt/identity/upkeep/identity-upkeep';
import { startUpkeep, type UpkeepTask } from '@vakt/identity/upkeep/upkeep';
import { createTokenVerifier } from '@vakt/identity/verify';
import { intakeRoutes } from '@vakt/intake/routes';
import type { Lake } from '@vakt/lake/lake';
import { listHuntingFunctions } from '@vakt/store/hunting-functions';
import { createDeliveredReports } from './events/delivered-reports.ts';
import { createDeviceActions } from './events/device-actions.ts';
import { createDeviceSessions } from './events/device-sessions.ts';
import { createEventSink } from './events/event-sink.ts';
import { createDeviceEnrolments, createIntakeAuthentication } from './events/intake-access.ts';
import { createDevicePackages, PackageFolder } from './events/package-folder.ts';
import { retentionTasks } from './events/retention.ts';
import type { Log } from './operations/log.ts';
import type { Stores } from './stores.ts';

/** The rooms of the house, wired to each other. */
export interface Rooms {
  readonly routes: readonly Route[];
  /** Does in the background what would make a first request wait: signing keys, the query language. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export interface RoomOptions {
  readonly stores: Stores;
  readonly operatorToken: string;
  /** 32 bytes; seals what lies in the database and must not be read there. */
  readonly sealingKey: Uint8Array;
  /** 32 bytes; signs links to packages. */
  readonly linkKey: Uint8Array;
  /** Where the packages of devices are kept. */
  readonly packageFolder: string;
  readonly detectsRefreshTokenReuse: boolean;
  readonly assertionReuse: AssertionReuse;
  readonly tenantCreation: TenantCreation;
  readonly limitScale: LimitScale;
  /** What queries may take at each door. */
  readonly huntingDoors: HuntingDoors;
  /** What `externaldata` in queries may read. */
  readonly externalData: ExternalDataSettings;
  /** Names given to this installation besides localhost. */
  readonly names: readonly string[];
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly log: Log;
}

/** After a start others come first. */
const RETENTION_FIRST_MS = 60_000;
const RECORDING_FIRST_MS = 1_000;
const PLACES_FIRST_MS = 30_000;
const DAY_MS = 86_400_000;

/** Reads the places of addresses before somebody waits for them; later it finds them there. */
const addressPlaces = (lake: Lake): UpkeepTask => ({
  name: 'places of addresses',
  everyMs: DAY_MS,
  run: () => lake.preparePlaces(),
});

/** Wires the rooms: what one needs of another that it may not import, it is given here. */
export const openRooms = ({
  stores: { store, lake },
  operatorToken,
  sealingKey,
  linkKey,
  packageFolder,
  detectsRefreshTokenReuse,
  assertionReuse,
  tenantCreation,
  limitScale,
  huntingDoors,
  externalData,
  names,
  clock,
  entropy,
  log,
}: RoomOptions): Rooms => {
  const sealer = new Sealer(sealingKey);
  const keys = new SigningKeys(store, clock, sealer);
  const revokedTokens = new RevokedTokens(store, clock);
  const verify = createTokenVerifier(keys, clock, tokenId => revokedTokens.isRevoked(tokenId));
  const functionsOf: FunctionsOf = tenant => listHuntingFunctions(store.tenant(tenant));
  const hunting = createHuntingEngine({
    lake,
    clock,
    externalData: new ExternalData(externalData),
    functionsOf,
  });
  const editor = createQueryEditor();
  const upkeep = startIdentityUpkeep({ store, clock, log });
  const packages = new PackageFolder(packageFolder, clock);
  const tooOld = [quotaRetention(store, clock), ...retentionTasks(store, packages, clock)];
  const retention = startUpkeep(tooOld, log, RETENTION_FIRST_MS);
  const recording = startUpkeep([alertRecords({ store, lake })], log, RECORDING_FIRST_MS);
  const preparing = startUpkeep([addressPlaces(lake)], log, PLACES_FIRST_MS);
  const detection = createDetection({ store, hunting, lake, clock, entropy, log });
  const investigations = startInvestigationDuty({ store, hunting, clock, log });
  const refusals = new RefusalLog({ store, clock, log });
  const operatorTokenHash = createHash('sha256').update(operatorToken).digest('hex');
  const verifyRequest = (request: HttpRequest) => verify(request.headers.authorization);
  const routes = [
    ...identityRoutes({
      store,
      clock,
      entropy,
      keys,
      verify,
      operatorTokenHash,
      sealer,
      revokedTokens,
      detectsRefreshTokenReuse,
      assertionReuse,
      tenantCreation,
      ownNames: new Set(['localhost', ...names]),
    }),
    ...defenderRoutes({
      store,
      hunting,
      limitScale,
      huntingDoors,
      clock,
      entropy,
      refusals,
      verify: verifyRequest,
      planOf: createPlanLookup(store),
      packageLinks: new PackageLinks(linkKey, packages, clock),
      resultLinks: new ResultLinks(linkKey, store, clock),
      log,
    }),
    ...refusalRoutes({
      store,
      clock,
      entropy,
      verify: verifyRequest,
      isOperator: request => isOperator(request, operatorTokenHash),
    }),
    ...editorRoutes({ editor, functionsOf, entropy, verify: verifyRequest }),
    ...documentRoutes,
    ...detectionRoutes({ detection, store, hunting, lake, clock, entropy, verify }),
    ...intakeRoutes({
      authenticate: createIntakeAuthentication(store, verify),
      sink: createEventSink({ lake, store, detection, log }),
      enrolments: createDeviceEnrolments(store, clock, entropy),
      actions: createDeviceActions(store, clock),
      packages: createDevicePackages(store, packages),
      sessions: createDeviceSessions(store, clock),
      delivered: createDeliveredReports(lake),
      entropy,
    }),
  ];
  return {
    routes,
    warm: async () => {
      await keys.published();
      hunting.warm();
    },
    close: async () => {
      await Promise.all([upkeep, retention, recording, preparing].map(duty => duty.close()));
      await refusals.settled();
      await investigations.close();
      await detection.close();
      await Promise.all([hunting.close(), editor.close()]);
    },
  };
};
