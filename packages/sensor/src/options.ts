import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { TenantId } from '@vakt/contract/ids';
import type { CaptureMethod } from './capture/kernel-event.ts';

/** Takes one line for the operator; never a secret, never telemetry. */
export type SensorLog = (level: 'info' | 'warning' | 'error', message: string) => void;

/** How a sensor is started. */
export interface SensorOptions {
  /** Origin of the Vakt server, https. */
  readonly url: URL;
  /** Certificates to trust in place of the system's. */
  readonly caFile?: string;
  /** Folder of the sensor's own, for its token and the events that wait. */
  readonly stateDir: string;
  /** File with the key that lets a device enrol; read only when the device is not enrolled. */
  readonly enrolmentKeyFile: string;
  /** The tenant that the device is to belong to: with it the device id differs from tenant to tenant. */
  readonly tenantId?: TenantId;
  /** Capture methods that may be used; all when not given. */
  readonly methods?: readonly CaptureMethod[];
  /** The largest spool in bytes; 64 MiB when not given. */
  readonly spoolBytes?: number;
  /** Whether response actions may change this machine; every one fails when not given. */
  readonly allowResponse?: boolean;
  readonly log: SensorLog;
  readonly clock: Clock;
  readonly entropy: Entropy;
}
