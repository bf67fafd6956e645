import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SensorOptions } from '../options.ts';
import { type EnrollingDevice, EnrolmentFile } from './enrolment.ts';
import { Outbox } from './outbox.ts';
import { ReportIds } from './report-ids.ts';
import { ServerNames } from './server-names.ts';
import { Spool } from './spool.ts';
import { openTransport, type Transport } from './transport.ts';
import { Uplink } from './uplink.ts';

const DEFAULT_SPOOL_BYTES = 64 * 1024 * 1024;
const SEGMENTS = 32;
/** A server that does not answer must not keep the sensor from ending; what waits is delivered by the next run. */
const LAST_DELIVERY_MS = 2000;

/** The way of rows from the watches to the server. */
export interface Delivery {
  readonly outbox: Outbox;
  readonly transport: Transport;
  readonly enrolment: EnrolmentFile;
  readonly serverNames: ServerNames;
  /** Rows that were lost on this machine. */
  dropped(): number;
  /** Rows that the server refused. */
  refused(): number;
  /** Writes and, if the server answers, delivers what waits. */
  stop(): Promise<void>;
}

/** Waits `ms`, or until `signal` is aborted. */
export const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

/** Opens the spool in the state folder and begins to deliver. */
export const openDelivery = (options: SensorOptions, device: EnrollingDevice): Delivery => {
  const { stateDir, log, entropy, clock } = options;
  const maxBytes = options.spoolBytes ?? DEFAULT_SPOOL_BYTES;
  const spool = new Spool(join(stateDir, 'spool'), {
    maxBytes,
    segmentBytes: Math.ceil(maxBytes / SEGMENTS),
  });
  const serverNames = new ServerNames(join(stateDir, 'server-addresses.json'));
  const transport = openTransport(options.url, options.caFile, serverNames.lookup);
  const enrolment = new EnrolmentFile(join(stateDir, 'enrolment.json'), options.enrolmentKeyFile, device);
  const uplink = new Uplink({ spool, transport, enrolment, log, entropy, wait: waitFor });
  const reportIds = new ReportIds(join(stateDir, 'report-id.json'), clock.now());
  const { deviceId, deviceName } = device;
  const onSpooled = () => uplink.notify();
  const outbox = new Outbox({ deviceId, deviceName, reportIds, spool, clock, log, onSpooled });
  uplink.start();
  return {
    outbox,
    transport,
    enrolment,
    serverNames,
    dropped: () => spool.dropped + outbox.lost,
    refused: () => uplink.refused,
    stop: async () => {
      outbox.flush();
      const impatience = setTimeout(() => transport.close(), LAST_DELIVERY_MS);
      await uplink.stop();
      clearTimeout(impatience);
      transport.close();
    },
  };
};
