import { Type } from 'typebox';
import { nullable, oneOf, time } from './values.ts';

/** What an investigation, and an alert's, can have come to (reference: defender-endpoint-core, section 10.1). */
export const investigationStates = [
  'Unknown',
  'Terminated',
  'SuccessfullyRemediated',
  'Benign',
  'Failed',
  'PartiallyRemediated',
  'Running',
  'PendingApproval',
  'PendingResource',
  'PartiallyInvestigated',
  'TerminatedByUser',
  'TerminatedBySystem',
  'Queued',
  'InnerFailure',
  'PreexistingAlert',
  'UnsupportedOs',
  'UnsupportedAlertType',
  'SuppressedAlert',
] as const;

/** reference: defender-endpoint-core, section 10.6. */
export const investigationSchema = Type.Object({
  id: Type.String({ examples: ['63004'] }),
  startTime: time,
  endTime: nullable(time),
  state: oneOf(investigationStates),
  cancelledBy: nullable(Type.String()),
  statusDetails: nullable(Type.String()),
  machineId: Type.String(),
  computerDnsName: Type.String(),
  triggeringAlertId: Type.String(),
});
