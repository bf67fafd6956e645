import { Type } from 'typebox';
import { nullable, oneOf, time } from './values.ts';

/** reference: defender-endpoint-core, section 10.3. */
export const machineActionTypes = [
  'RunAntiVirusScan',
  'Offboard',
  'LiveResponse',
  'CollectInvestigationPackage',
  'Isolate',
  'Unisolate',
  'StopAndQuarantineFile',
  'RestrictCodeExecution',
  'UnrestrictCodeExecution',
] as const;
export const machineActionStatuses = [
  'Pending',
  'InProgress',
  'Succeeded',
  'Failed',
  'TimeOut',
  'Cancelled',
] as const;

const text = nullable(Type.String());

const fileInfoSchema = Type.Object({
  fileIdentifier: Type.String(),
  fileIdentifierType: oneOf(['Sha1', 'Sha256', 'Md5']),
});

const commandSchema = Type.Object({
  index: Type.Integer(),
  startTime: nullable(time),
  endTime: nullable(time),
  commandStatus: oneOf(['Created', 'Completed', 'Failed']),
  errors: Type.Array(Type.String()),
  command: Type.Object({
    type: Type.String(),
    params: Type.Array(Type.Object({ key: Type.String(), value: Type.String() })),
  }),
});

export const machineActionSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  type: oneOf(machineActionTypes),
  title: text,
  requestor: Type.String(),
  requestorComment: Type.String(),
  status: oneOf(machineActionStatuses),
  machineId: Type.String(),
  computerDnsName: Type.String(),
  creationDateTimeUtc: time,
  lastUpdateDateTimeUtc: time,
  cancellationRequestor: text,
  cancellationComment: text,
  cancellationDateTimeUtc: nullable(time),
  errorHResult: Type.Integer(),
  scope: text,
  externalId: text,
  requestSource: Type.String({ examples: ['PublicApi'] }),
  relatedFileInfo: nullable(fileInfoSchema),
  commands: Type.Array(commandSchema),
});
