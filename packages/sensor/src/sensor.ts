import { join } from 'node:path';
import type { DeviceId } from '@vakt/contract/ids';
import { type CaptureStart, startCapture, usableMethods } from './capture/capture.ts';
import type { CaptureMessage } from './capture/kernel-event.ts';
import { type Delivery, openDelivery, waitFor } from './delivery/delivery.ts';
import { makePrivateFolder } from './delivery/state-file.ts';
import { openDeviceId } from './device/device-id.ts';
import { hostNames } from './device/host-name.ts';
import type { SensorOptions } from './options.ts';
import { FileHasher } from './process/file-hashes.ts';
import type { CarryOut } from './response/action.ts';
import { antivirusScan } from './response/antivirus/antivirus-scan.ts';
import { clamscan } from './response/antivirus/clamscan.ts';
import { foreignMounts, fullPlaces, quickPlaces } from './response/antivirus/places.ts';
import { carryOutWith, type Means } from './response/carry-out.ts';
import { collectPackage } from './response/investigation/collect-package.ts';
import { machineState } from './response/investigation/machine-state.ts';
import { Isolation } from './response/isolation/isolation.ts';
import { nftProgram } from './response/isolation/nft.ts';
import { LiveResponse } from './response/live-response/live-response.ts';
import { WorkingFolder } from './response/live-response/working-folder.ts';
import { quarantineFolder } from './response/quarantine/restore-command.ts';
import { ResponseDuty } from './response/response-duty.ts';
import { ownProcesses } from './response/stopping/own-processes.ts';
import { stopAndQuarantine } from './response/stopping/stop-and-quarantine.ts';
import { currentBootId, readRunState, writeRunState } from './run-state.ts';
import { openBootClock } from './time/boot-clock.ts';
import { Watches } from './watches.ts';

/** A running sensor. */
export interface Sensor {
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly capture: CaptureStart;
  /** Settles when what runs already has been reported. */
  readonly settled: Promise<void>;
  /** Stops watching, removes what was set up in the kernel, and keeps what the next run needs. */
  stop(): Promise<void>;
}

const HTTPS_PORT = 443;
const LOGONS_EVERY_MS = 2000;
const HOUSEKEEPING_MS = 30_000;

/** Keeps the messages of the capture thread until somebody listens, so that no start is missed. */
class Mailbox {
  readonly #kept: CaptureMessage[] = [];
  #listener: (message: CaptureMessage) => void = message => this.#kept.push(message);

  readonly put = (message: CaptureMessage): void => this.#listener(message);

  deliverTo(listener: (message: CaptureMessage) => void): void {
    this.#listener = listener;
    for (const message of this.#kept.splice(0)) listener(message);
  }
}

const openCapture = async ({ methods, log }: SensorOptions, mailbox: Mailbox) => {
  const capture = startCapture(usableMethods(methods), mailbox.put);
  const start = await capture.started;
  log('info', `process starts are captured by ${start.method}`);
  for (const [method, reason] of Object.entries(start.unavailable))
    log('info', `${method} is not available: ${reason}`);
  return { start, stop: capture.stop };
};

const openParts = (options: SensorOptions, capture: CaptureStart) => {
  const { stateDir, clock, tenantId, entropy } = options;
  const before = readRunState(join(stateDir, 'run.json'), currentBootId());
  const names = hostNames();
  const deviceId = openDeviceId(join(stateDir, 'device.json'), tenantId, entropy);
  const device = { deviceId, deviceName: names.full, osPlatform: 'Linux' };
  return {
    options,
    capture,
    before,
    clock: openBootClock(clock, before.bootedAtNs),
    domain: names.short,
    delivery: openDelivery(options, device),
    device,
  };
};

/** A disk that takes nothing now must not end the watch: the next run then reports some things again. */
const saveState = ({ stateDir, log }: SensorOptions, watches: Watches): void => {
  const state = watches.tidy();
  try {
    writeRunState(join(stateDir, 'run.json'), state);
  } catch (error) {
    log('warning', `state cannot be kept: ${error instanceof Error ? error.message : error}`);
  }
};

const portOf = ({ port }: URL): number => (port === '' ? HTTPS_PORT : Number(port));

const openIsolation = ({ url, stateDir, clock, log }: SensorOptions, { serverNames }: Delivery): Isolation =>
  new Isolation({
    run: nftProgram(),
    stateFile: join(stateDir, 'isolation.json'),
    serverAddresses: async () =>
      (await serverNames.addressesOf(url.hostname)).map(address => ({ address, port: portOf(url) })),
    clock,
    log,
  });

const openStopAndQuarantine = ({ stateDir, clock, entropy }: SensorOptions): CarryOut =>
  stopAndQuarantine({
    hasher: new FileHasher(),
    quarantine: { folder: quarantineFolder(stateDir), clock, entropy },
    ownProcesses: programs => ownProcesses(process.pid, programs),
  });

const openAntivirus = ({ stateDir, clock }: SensorOptions, { outbox }: Delivery): CarryOut =>
  antivirusScan({
    run: clamscan(),
    places: { Quick: quickPlaces, Full: fullPlaces },
    // What is in quarantine was found before.
    excluded: () => [quarantineFolder(stateDir), ...foreignMounts()],
    hasher: new FileHasher(),
    clock,
    emit: row => outbox.emit('DeviceEvents', row),
  });

const openResponse = (options: SensorOptions, delivery: Delivery, isolation: Isolation) => {
  const onContact = (): Promise<void> => isolation.heardOfServer();
  const liveResponse = new LiveResponse({
    ...delivery,
    folder: new WorkingFolder(options.stateDir),
    wait: waitFor,
    onContact,
  });
  const means: Means = {
    Isolate: isolation.isolate,
    Unisolate: isolation.release,
    StopAndQuarantineFile: openStopAndQuarantine(options),
    CollectInvestigationPackage: collectPackage({ ...delivery, sources: machineState, clock: options.clock }),
    RunAntiVirusScan: openAntivirus(options, delivery),
    LiveResponse: liveResponse.carryOut,
  };
  const duty = new ResponseDuty({
    transport: delivery.transport,
    enrolment: delivery.enrolment,
    carryOut: carryOutWith(options.allowResponse ?? false, means),
    onContact,
    onWithdrawn: liveResponse.cancel,
    log: options.log,
    wait: waitFor,
  });
  return {
    start: () => duty.start(),
    stop: (): Promise<void> => {
      liveResponse.stop();
      return duty.stop();
    },
  };
};

/**
 * Starts watching this machine.
 * @throws when the state folder cannot be used or no capture method works
 */
export const startSensor = async (options: SensorOptions): Promise<Sensor> => {
  makePrivateFolder(options.stateDir);
  const mailbox = new Mailbox();
  const capture = await openCapture(options, mailbox);
  const parts = openParts(options, capture.start);
  const watches = new Watches(parts);
  mailbox.deliverTo(message => watches.take(message));
  const settled = watches.start();
  const isolation = openIsolation(options, parts.delivery);
  await isolation.restore();
  const response = openResponse(options, parts.delivery, isolation);
  response.start();
  const save = () => saveState(options, watches);
  const timers = [
    setInterval(() => watches.lookForLogons(), LOGONS_EVERY_MS),
    setInterval(save, HOUSEKEEPING_MS),
  ];
  return {
    deviceId: parts.device.deviceId,
    deviceName: parts.device.deviceName,
    capture: capture.start,
    settled,
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await capture.stop();
      save();
      watches.stop();
      await response.stop();
      await parts.delivery.stop();
    },
  };
};
