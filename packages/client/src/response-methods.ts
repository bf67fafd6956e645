import { runLiveResponse } from '@vakt/contract/operations/live-response';
import {
  collectInvestigationPackage,
  isolateMachine,
  offboardMachine,
  restrictCodeExecution,
  runAntiVirusScan,
  stopAndQuarantineFile,
  unisolateMachine,
  unrestrictCodeExecution,
} from '@vakt/contract/operations/response-actions';
import { liveResponseSchema } from '@vakt/contract/schemas/live-response';
import {
  commentSchema,
  isolationSchema,
  machineActionSchema,
  quarantineSchema,
  scanSchema,
} from '@vakt/contract/schemas/machine-action';
import { changes } from './operation-methods.ts';

/** The methods that begin an action on a machine; each answers with the action, which goes on by itself. */
export const responseMethods = {
  isolate: changes(isolateMachine, isolationSchema, machineActionSchema),
  unisolate: changes(unisolateMachine, commentSchema, machineActionSchema),
  restrictCodeExecution: changes(restrictCodeExecution, commentSchema, machineActionSchema),
  unrestrictCodeExecution: changes(unrestrictCodeExecution, commentSchema, machineActionSchema),
  runAntiVirusScan: changes(runAntiVirusScan, scanSchema, machineActionSchema),
  collectInvestigationPackage: changes(collectInvestigationPackage, commentSchema, machineActionSchema),
  offboard: changes(offboardMachine, commentSchema, machineActionSchema),
  runLiveResponse: changes(runLiveResponse, liveResponseSchema, machineActionSchema),
  stopAndQuarantineFile: changes(stopAndQuarantineFile, quarantineSchema, machineActionSchema),
};
