import type { AlertEntitiesTable } from './alert-entities.ts';
import type { AlertsTable } from './alerts.ts';
import type { ChangeMomentsTable } from './change-moments.ts';
import type { DevicesTable, DeviceTagsTable } from './devices.ts';
import type { IncidentNumbersTable, IncidentsTable } from './incidents.ts';
import type { InvestigationsTable } from './investigations.ts';
import type { MachineActionsTable } from './machine-actions.ts';
import type { EnrolmentKeysTable, SensorsTable } from './sensors.ts';

/** The tables of devices and what happens on them, for `database.ts`. */
export interface SecurityTables {
  devices: DevicesTable;
  device_tags: DeviceTagsTable;
  alerts: AlertsTable;
  alert_entities: AlertEntitiesTable;
  change_moments: ChangeMomentsTable;
  incidents: IncidentsTable;
  incident_numbers: IncidentNumbersTable;
  machine_actions: MachineActionsTable;
  investigations: InvestigationsTable;
  enrolment_keys: EnrolmentKeysTable;
  sensors: SensorsTable;
}
