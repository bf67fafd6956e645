import { formatTicks } from '@vakt/contract/ticks';
import type { MachineAction } from '@vakt/store/machine-actions';
import type { StoredCommand } from '@vakt/store/tables/machine-actions';

/** A command as it was asked for and how it went; which content of the library was meant is the server's own matter. */
const commandJson = ({ index, startTime, endTime, commandStatus, errors, command }: StoredCommand) => ({
  index,
  startTime,
  endTime,
  commandStatus,
  errors,
  command,
});

/** A machine action on the wire, with its properties in the wire's order. */
export const machineActionJson = (action: MachineAction) => ({
  id: action.action_id,
  type: action.type,
  title: action.title,
  requestor: action.requestor,
  requestorComment: action.requestor_comment,
  status: action.status,
  machineId: action.machine_id,
  computerDnsName: action.computer_dns_name,
  creationDateTimeUtc: formatTicks(action.created_ticks),
  lastUpdateDateTimeUtc: formatTicks(action.updated_ticks),
  cancellationRequestor: action.cancellation_requestor,
  cancellationComment: action.cancellation_comment,
  cancellationDateTimeUtc: action.cancelled_ticks === null ? null : formatTicks(action.cancelled_ticks),
  errorHResult: action.error_hresult,
  failureReason: action.failure_reason,
  scope: action.scope,
  externalId: action.external_id,
  requestSource: action.request_source,
  relatedFileInfo: action.related_file_info,
  commands: action.commands.map(commandJson),
});
