import { formatTicks } from '@vakt/contract/ticks';
import type { Device } from '@vakt/store/devices';
import type { StoredAddress } from '@vakt/store/tables/devices';
import { contextOf, odataReply } from '../wire/odata-reply.ts';

const PROCESSORS: Readonly<Record<string, string>> = { '64-bit': 'x64', '32-bit': 'x86' };

/** The processor's name on the wire, which newer clients read from `osArchitecture` instead. */
export const processorOf = ({ os_architecture }: Pick<Device, 'os_architecture'>): string | null =>
  os_architecture === null ? null : (PROCESSORS[os_architecture] ?? os_architecture.toLowerCase());

const addressJson = (address: StoredAddress) => ({
  ipAddress: address.ipAddress,
  // Twelve upper-case digits without separators (reference: defender-endpoint-core, section 1.6).
  macAddress: address.macAddress?.replace(/[^0-9a-f]/gi, '').toUpperCase() ?? null,
  type: address.type ?? null,
  operationalStatus: address.operationalStatus ?? null,
});

/**
 * A device on the wire, with its properties in the wire's order. Exclusion by network and cloud metadata
 * are not known to Vakt: their properties say so, as for a device without them.
 */
export const machineJson = (device: Device) => ({
  id: device.device_id,
  mergedIntoMachineId: device.merged_into_device_id,
  isPotentialDuplication: device.is_potential_duplication,
  isExcluded: device.is_excluded,
  exclusionReason: device.exclusion_reason,
  computerDnsName: device.computer_dns_name,
  firstSeen: formatTicks(device.first_seen_ticks),
  lastSeen: formatTicks(device.last_seen_ticks),
  osPlatform: device.os_platform,
  osVersion: device.os_version,
  osProcessor: processorOf(device),
  version: device.os_version,
  lastIpAddress: device.ip_addresses[0]?.ipAddress ?? null,
  lastExternalIpAddress: device.last_external_ip_address,
  agentVersion: device.agent_version,
  osBuild: device.os_build === null ? null : Number(device.os_build),
  healthStatus: device.health_status,
  deviceValue: device.device_value,
  rbacGroupId: device.rbac_group_id,
  rbacGroupName: device.rbac_group_name,
  riskScore: device.risk_score,
  exposureLevel: device.exposure_level,
  isAadJoined: device.aad_device_id !== null,
  aadDeviceId: device.aad_device_id,
  machineTags: device.machine_tags,
  defenderAvStatus: 'Unknown',
  onboardingStatus: device.onboarding_status,
  osArchitecture: device.os_architecture,
  managedBy: 'Unknown',
  managedByStatus: 'Unknown',
  ipAddresses: device.ip_addresses.map(addressJson),
  vmMetadata: null,
});

/** The reply that is one device. */
export const machineReply = (origin: string, device: Device) =>
  odataReply(200, { '@odata.context': contextOf(origin, 'Machines/$entity'), ...machineJson(device) });
