import { Type } from 'typebox';
import { nullable, oneOf, time } from './values.ts';

/** reference: defender-endpoint-core, section 10.2. */
export const healthStatuses = [
  'Active',
  'Inactive',
  'ImpairedCommunication',
  'NoSensorData',
  'NoSensorDataImpairedCommunication',
  'Unknown',
] as const;
export const riskScores = ['None', 'Informational', 'Low', 'Medium', 'High'] as const;
export const exposureLevels = ['None', 'Low', 'Medium', 'High'] as const;
export const deviceValues = ['Normal', 'Low', 'High'] as const;
export const onboardingStatuses = ['Onboarded', 'CanBeOnboarded', 'Unsupported', 'InsufficientInfo'] as const;

const text = nullable(Type.String());

const addressSchema = Type.Object({
  ipAddress: Type.String(),
  macAddress: text,
  type: text,
  operationalStatus: text,
});

/** The properties stand in the order of the wire. */
export const machineSchema = Type.Object({
  id: Type.String({ examples: ['1e5bc9d7e413ddd7902c2932e418702b84d0cc07'] }),
  mergedIntoMachineId: text,
  isPotentialDuplication: Type.Boolean(),
  isExcluded: Type.Boolean(),
  exclusionReason: text,
  computerDnsName: Type.String({ examples: ['mymachine1.contoso.com'] }),
  firstSeen: time,
  lastSeen: time,
  osPlatform: text,
  osVersion: text,
  osProcessor: text,
  version: text,
  lastIpAddress: text,
  lastExternalIpAddress: text,
  agentVersion: text,
  osBuild: nullable(Type.Integer()),
  healthStatus: oneOf(healthStatuses),
  deviceValue: oneOf(deviceValues),
  rbacGroupId: Type.Integer(),
  rbacGroupName: text,
  riskScore: oneOf(riskScores),
  exposureLevel: oneOf(exposureLevels),
  isAadJoined: Type.Boolean(),
  aadDeviceId: text,
  machineTags: Type.Array(Type.String()),
  defenderAvStatus: Type.String(),
  onboardingStatus: oneOf(onboardingStatuses),
  osArchitecture: text,
  managedBy: Type.String(),
  managedByStatus: Type.String(),
  ipAddresses: Type.Array(addressSchema),
  vmMetadata: Type.Null(),
});
