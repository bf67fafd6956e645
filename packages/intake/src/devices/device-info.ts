import type { HuntingRow } from '@vakt/contract/hunting/tables';

/** What a DeviceInfo row says of a device; only what it really says. */
export interface DeviceFacts {
  readonly osPlatform?: string;
  readonly osVersion?: string;
  readonly osBuild?: number;
  readonly osArchitecture?: string;
  readonly osDistribution?: string;
  readonly clientVersion?: string;
  readonly publicIp?: string;
  readonly aadDeviceId?: string;
  readonly machineGroup?: string;
  readonly deviceCategory?: string;
  readonly deviceType?: string;
  readonly model?: string;
  readonly vendor?: string;
  readonly onboardingStatus?: string;
  readonly sensorHealthState?: string;
  readonly registryDeviceTag?: string;
}

const COLUMNS = {
  osPlatform: 'OSPlatform',
  osVersion: 'OSVersion',
  osBuild: 'OSBuild',
  osArchitecture: 'OSArchitecture',
  osDistribution: 'OSDistribution',
  clientVersion: 'ClientVersion',
  publicIp: 'PublicIP',
  aadDeviceId: 'AadDeviceId',
  machineGroup: 'MachineGroup',
  deviceCategory: 'DeviceCategory',
  deviceType: 'DeviceType',
  model: 'Model',
  vendor: 'Vendor',
  onboardingStatus: 'OnboardingStatus',
  sensorHealthState: 'SensorHealthState',
  registryDeviceTag: 'RegistryDeviceTag',
} as const satisfies Record<keyof DeviceFacts, string>;

/** The facts of a DeviceInfo row. */
export const factsOfDeviceInfo = (row: HuntingRow): DeviceFacts =>
  Object.fromEntries(
    Object.entries(COLUMNS)
      .map(([fact, column]) => [fact, row[column]] as const)
      .filter(([, value]) => value !== undefined && value !== null && value !== '')
      .map(([fact, value]) => [fact, fact === 'osBuild' ? Number(value) : String(value)]),
  );
