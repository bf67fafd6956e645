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
  /** Vakt's own: why the device could not do it. */
  failureReason: text,
  scope: text,
  externalId: text,
  requestSource: Type.String({ examples: ['PublicApi'] }),
  relatedFileInfo: nullable(fileInfoSchema),
  commands: Type.Array(commandSchema),
});

export const isolationTypes = ['Full', 'Selective', 'UnManagedDevice'] as const;
export const scanTypes = ['Quick', 'Full'] as const;

/** What every action asks for; what a client sends besides is let through, as the service does. */
const comment = Type.String({ minLength: 1, maxLength: 4_000 });
const externalId = Type.Optional(Type.String({ maxLength: 256 }));

export const commentSchema = Type.Object({ Comment: comment, ExternalId: externalId });

export const isolationSchema = Type.Object({
  Comment: comment,
  ExternalId: externalId,
  IsolationType: Type.Optional(oneOf(isolationTypes)),
});

export const scanSchema = Type.Object({
  Comment: comment,
  ExternalId: externalId,
  ScanType: oneOf(scanTypes),
});

export const quarantineSchema = Type.Object({
  Comment: comment,
  ExternalId: externalId,
  Sha1: Type.String({ pattern: '^[0-9a-fA-F]{40}$' }),
});

/** The link to what an action collected. */
export const packageUriSchema = Type.Object({
  '@odata.context': Type.String(),
  value: Type.String({ format: 'uri' }),
});
