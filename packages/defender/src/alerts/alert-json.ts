import type { TenantId } from '@vakt/contract/ids';
import { formatTicks } from '@vakt/contract/ticks';
import type { Alert, AlertWithoutEvidence } from '@vakt/store/alerts';
import type { Call } from '../call.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';

/** A 64-bit number as JSON carries it. */
const number = (value: bigint | null): number | null => (value === null ? null : Number(value));

/** An alert on the wire, with its properties in the wire's order; evidence that was not asked for is an empty list. */
export const alertJson = (alert: AlertWithoutEvidence & Partial<Alert>, tenantId: TenantId) => ({
  id: alert.alert_id,
  incidentId: number(alert.incident_id),
  investigationId: number(alert.investigation_id),
  assignedTo: alert.assigned_to,
  severity: alert.severity,
  status: alert.status,
  classification: alert.classification,
  determination: alert.determination,
  investigationState: alert.investigation_state,
  detectionSource: alert.detection_source,
  detectorId: alert.detector_id,
  category: alert.category,
  threatFamilyName: alert.threat_family_name,
  title: alert.title,
  description: alert.description,
  alertCreationTime: formatTicks(alert.created_ticks),
  firstEventTime: formatTicks(alert.first_event_ticks),
  lastEventTime: formatTicks(alert.last_event_ticks),
  lastUpdateTime: formatTicks(alert.updated_ticks),
  resolvedTime: alert.resolved_ticks === null ? null : formatTicks(alert.resolved_ticks),
  machineId: alert.machine_id,
  computerDnsName: alert.computer_dns_name,
  rbacGroupName: alert.rbac_group_name,
  aadTenantId: tenantId,
  threatName: alert.threat_name,
  mitreTechniques: alert.mitre_techniques,
  relatedUser: alert.related_user,
  loggedOnUsers: alert.logged_on_users.map(({ userName, domainName }) => ({
    accountName: userName,
    domainName,
  })),
  comments: alert.comments,
  evidence: (alert.evidence ?? []).map(evidenceJson),
  domains: [],
});

/** The reply that is one alert. */
export const alertReply = ({ request, principal }: Call, alert: Alert) =>
  odataReply(200, {
    '@odata.context': contextOf(request.origin, 'Alerts/$entity'),
    ...alertJson(alert, principal.tenantId),
  });

/** PostgreSQL keeps the keys of `jsonb` in an order of its own; the wire has a fixed one. */
const evidenceJson = (evidence: Alert['evidence'][number]) => ({
  entityType: evidence.entityType,
  evidenceCreationTime: evidence.evidenceCreationTime,
  sha1: evidence.sha1,
  sha256: evidence.sha256,
  fileName: evidence.fileName,
  filePath: evidence.filePath,
  processId: evidence.processId,
  processCommandLine: evidence.processCommandLine,
  processCreationTime: evidence.processCreationTime,
  parentProcessId: evidence.parentProcessId,
  parentProcessCreationTime: evidence.parentProcessCreationTime,
  parentProcessFileName: evidence.parentProcessFileName,
  parentProcessFilePath: evidence.parentProcessFilePath,
  ipAddress: evidence.ipAddress,
  url: evidence.url,
  registryKey: evidence.registryKey,
  registryHive: evidence.registryHive,
  registryValueType: evidence.registryValueType,
  registryValue: evidence.registryValue,
  // Evidence that was stored before it had this name has none.
  registryValueName: evidence.registryValueName ?? null,
  accountName: evidence.accountName,
  domainName: evidence.domainName,
  userSid: evidence.userSid,
  aadUserId: evidence.aadUserId,
  userPrincipalName: evidence.userPrincipalName,
  detectionStatus: evidence.detectionStatus,
});
