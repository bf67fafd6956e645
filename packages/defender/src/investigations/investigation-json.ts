import { formatTicks } from '@vakt/contract/ticks';
import type { Investigation } from '@vakt/store/investigations';

/** An investigation on the wire, with its properties in the wire's order. */
export const investigationJson = (investigation: Investigation) => ({
  id: String(investigation.investigation_id),
  startTime: formatTicks(investigation.started_ticks),
  endTime: investigation.ended_ticks === null ? null : formatTicks(investigation.ended_ticks),
  state: investigation.state,
  cancelledBy: investigation.cancelled_by,
  statusDetails: investigation.status_details,
  machineId: investigation.machine_id,
  computerDnsName: investigation.computer_dns_name,
  triggeringAlertId: investigation.triggering_alert_id,
});
