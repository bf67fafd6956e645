import type { Operation } from './operations/operation.ts';
import { isReading } from './user-roles.ts';

/** What Defender's roles can let a user do, with the portal's names (reference: defender-endpoint-core, section 1.7). */
export const portalPermissions = {
  viewData: 'View data',
  alertsInvestigation: 'Alerts investigation',
  activeRemediation: 'Active remediation actions',
  manageSecuritySettings: 'Manage security settings',
  liveResponseBasic: 'Live response capabilities (basic)',
  liveResponseAdvanced: 'Live response capabilities (advanced)',
} as const;

export type PortalPermission = keyof typeof portalPermissions;

/** Which of them a delegated permission stands for; what only reads needs to view data. */
const byDelegated: Readonly<Record<string, readonly PortalPermission[]>> = {
  'Alert.ReadWrite': ['alertsInvestigation'],
  'Incident.ReadWrite': ['alertsInvestigation'],
  'Machine.CollectForensics': ['alertsInvestigation'],
  'Machine.Scan': ['alertsInvestigation'],
  'Machine.Isolate': ['activeRemediation'],
  'Machine.RestrictExecution': ['activeRemediation'],
  'Machine.StopAndQuarantine': ['activeRemediation'],
  'Machine.Offboard': ['manageSecuritySettings'],
  'Machine.ReadWrite': ['manageSecuritySettings'],
  'Machine.LiveResponse': ['liveResponseBasic', 'liveResponseAdvanced'],
  'Library.Manage': ['manageSecuritySettings'],
  // Reference: defender-xdr, section 11.5.
  'CustomDetection.ReadWrite.All': ['manageSecuritySettings'],
  'Ti.ReadWrite': ['activeRemediation', 'manageSecuritySettings'],
};

/** Operations whose page names another one (reference: defender-endpoint-core, sections 3.12 and 6.3). */
const byOperation: Readonly<Record<string, readonly PortalPermission[]>> = {
  updateMachine: ['alertsInvestigation'],
  startInvestigation: ['activeRemediation'],
  listIndicators: ['viewData'],
};

/** The permissions of Defender's roles, one of which a user needs to call an operation where roles are turned on. */
export const portalPermissionsFor = (operation: Operation): readonly PortalPermission[] => {
  const named = byOperation[operation.id];
  if (named) return named;
  if (isReading(operation)) return ['viewData'];
  const needed = operation.permissions.delegated.flatMap(permission => byDelegated[permission] ?? []);
  return [...new Set(needed)];
};

/** Which of them an action on a device needs, to be begun or cancelled, by the action's type. */
const byActionType: Readonly<Record<string, readonly PortalPermission[]>> = {
  RunAntiVirusScan: ['alertsInvestigation'],
  CollectInvestigationPackage: ['alertsInvestigation'],
  Offboard: ['manageSecuritySettings'],
  LiveResponse: ['liveResponseBasic', 'liveResponseAdvanced'],
};

/** The permissions of Defender's roles, one of which a user needs for an action of that type. */
export const portalPermissionsForAction = (type: string): readonly PortalPermission[] =>
  byActionType[type] ?? ['activeRemediation'];
