import { nowTicks } from '@vakt/contract/ticks';
import { listAlertsOfIncidents } from '@vakt/store/alerts';
import { findDevices } from '@vakt/store/devices';
import type { Incident } from '@vakt/store/incidents';
import type { Call } from '../call.ts';
import type { WholeIncident } from './incident-json.ts';

/** Finds what incidents embed: their alerts and those alerts' devices, in two queries for all of them. */
export const wholeIncidents = async (
  { db, clock }: Pick<Call, 'db' | 'clock'>,
  incidents: readonly Incident[],
): Promise<WholeIncident[]> => {
  const alerts = await listAlertsOfIncidents(
    db,
    incidents.map(({ incident_id }) => incident_id),
  );
  const machineIds = [...new Set(alerts.map(({ machine_id }) => machine_id))];
  const devices = await findDevices(db, machineIds, nowTicks(clock));
  const byIncident = Map.groupBy(alerts, ({ incident_id }) => incident_id);
  return incidents.map(incident => ({
    incident,
    alerts: byIncident.get(incident.incident_id) ?? [],
    devices,
  }));
};
