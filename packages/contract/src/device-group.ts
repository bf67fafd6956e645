/** What a device group's rule can ask about (the vendor's page "Create and manage device groups"). */
export const deviceProperties = ['name', 'domain', 'tag', 'osPlatform'] as const;
export type DeviceProperty = (typeof deviceProperties)[number];

/** How a condition compares, letter case aside. */
export const conditionOperators = ['equals', 'startsWith', 'endsWith', 'contains'] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

/** A condition of a rule. A device is in a group when it meets all the conditions of its rule. */
export interface DeviceCondition {
  readonly property: DeviceProperty;
  readonly operator: ConditionOperator;
  readonly value: string;
}

/** How much an automated investigation mends by itself, from nothing to everything. */
export const remediationLevels = [
  'none',
  'semiAllFolders',
  'semiNonTempFolders',
  'semiCoreFolders',
  'full',
] as const;
export type RemediationLevel = (typeof remediationLevels)[number];

/** The group of devices that no rule takes. It cannot be deleted and is always asked last. */
export const UNASSIGNED_GROUP = {
  id: 0,
  /** As in the service's own samples (reference: defender-vulnerability-management, section 12). */
  name: 'UnassignedGroup',
  description: 'Unassigned devices (default)',
} as const;
