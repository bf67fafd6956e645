import { alertSeverities } from '@vakt/contract/schemas/alert';
import { formatTicks } from '@vakt/contract/ticks';
import type { Alert } from '@vakt/store/alerts';
import type { Device } from '@vakt/store/devices';
import type { Incident } from '@vakt/store/incidents';
import { processorOf } from '../machines/machine-json.ts';
import { entityJson } from './entity-json.ts';

/** An incident with all that it embeds. */
export interface WholeIncident {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  /** The devices of its alerts, by id. */
  readonly devices: ReadonlyMap<string, Device>;
}

const deviceJson = (device: Device) => ({
  mdatpDeviceId: device.device_id,
  aadDeviceId: device.aad_device_id,
  deviceDnsName: device.computer_dns_name,
  osPlatform: device.os_platform,
  version: device.os_version,
  osProcessor: processorOf(device),
  osBuild: device.os_build === null ? null : Number(device.os_build),
  healthStatus: device.health_status,
  riskScore: device.risk_score,
  rbacGroupName: device.rbac_group_name,
  rbacGroupId: device.rbac_group_id,
  firstSeen: formatTicks(device.first_seen_ticks),
});

const alertJson = (alert: Alert, incidentId: number, device: Device | undefined) => ({
  alertId: alert.alert_id,
  incidentId,
  serviceSource: 'MicrosoftDefenderATP',
  creationTime: formatTicks(alert.created_ticks),
  lastUpdatedTime: formatTicks(alert.updated_ticks),
  resolvedTime: alert.resolved_ticks === null ? null : formatTicks(alert.resolved_ticks),
  firstActivity: formatTicks(alert.first_event_ticks),
  lastActivity: formatTicks(alert.last_event_ticks),
  title: alert.title,
  description: alert.description,
  category: alert.category,
  status: alert.status,
  severity: alert.severity,
  investigationId: alert.investigation_id === null ? null : Number(alert.investigation_id),
  investigationState: alert.investigation_state,
  classification: alert.classification,
  determination: alert.determination,
  detectionSource: alert.detection_source,
  assignedTo: alert.assigned_to,
  actorName: null,
  threatFamilyName: alert.threat_family_name,
  mitreTechniques: alert.mitre_techniques,
  devices: device ? [deviceJson(device)] : [],
  entities: alert.evidence.map(evidence => entityJson(evidence, alert.machine_id)),
});

/** The severity of the gravest alert. */
const severityOf = (alerts: readonly Alert[]): string =>
  alertSeverities.findLast(severity => alerts.some(alert => alert.severity === severity)) ?? 'UnSpecified';

/** An incident on the wire, with its properties in the wire's order. */
export const incidentJson = ({ incident, alerts, devices }: WholeIncident) => {
  const incidentId = Number(incident.incident_id);
  return {
    incidentId,
    redirectIncidentId: incident.redirect_incident_id === null ? null : Number(incident.redirect_incident_id),
    incidentName: incident.name,
    createdTime: formatTicks(incident.created_ticks),
    lastUpdateTime: formatTicks(incident.updated_ticks),
    assignedTo: incident.assigned_to,
    classification: incident.classification,
    determination: incident.determination,
    status: incident.status,
    severity: severityOf(alerts),
    tags: incident.tags,
    comments: incident.comments,
    alerts: alerts.map(alert => alertJson(alert, incidentId, devices.get(alert.machine_id))),
  };
};
