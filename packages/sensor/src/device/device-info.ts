import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { CaptureStart } from '../capture/capture.ts';
import type { Hardware } from './hardware.ts';
import type { OperatingSystem } from './operating-system.ts';

/** What the sensor says of itself in DeviceInfo. */
export interface SensorState {
  readonly version: string;
  readonly capture: CaptureStart;
  /** Kernel events that were lost because they came faster than they could be read. */
  readonly lostEvents: number;
  /** Rows that were dropped because the spool was full or the disk refused them. */
  readonly droppedRows: number;
  /** Rows that the server refused. */
  readonly refusedRows: number;
  /** Connections of the sensor's own to the server that were left out. */
  readonly ownConnections: number;
}

/** A row of DeviceInfo. */
export const deviceInfoRow = (
  timestamp: string,
  system: OperatingSystem,
  hardware: Hardware,
  loggedOn: readonly { readonly UserName: string; readonly DomainName: string }[],
  sensor: SensorState,
): HuntingRow => ({
  Timestamp: timestamp,
  ClientVersion: sensor.version,
  OSArchitecture: system.architecture,
  OSPlatform: system.platform,
  OSDistribution: system.distribution,
  OSVersion: system.version,
  OSVersionInfo: system.versionInfo,
  LoggedOnUsers: JSON.stringify(loggedOn),
  OnboardingStatus: 'Onboarded',
  SensorHealthState: 'Active',
  DeviceCategory: 'Endpoint',
  DeviceType: hardware.deviceType,
  Vendor: hardware.vendor,
  Model: hardware.model,
  HardwareUuid: hardware.uuid,
  AdditionalFields: JSON.stringify({
    CaptureMethod: sensor.capture.method,
    CaptureSeesSockets: sensor.capture.seesSockets,
    CaptureUnavailable: sensor.capture.unavailable,
    KernelVersion: system.kernel,
    LostKernelEvents: sensor.lostEvents,
    DroppedRows: sensor.droppedRows,
    RefusedRows: sensor.refusedRows,
    OwnConnectionsLeftOut: sensor.ownConnections,
  }),
});
