import type { PermissionKind } from '../permissions.ts';

/**
 * A permission as a line of data: id, value, kind, display name, description, and `user` when a user may consent to it
 * without an administrator. The ids are the vendor's where they are public, otherwise Vakt's own; they never change.
 */
export type PermissionRow = readonly [
  id: string,
  value: string,
  kind: PermissionKind,
  displayName: string,
  description: string,
  consentBy?: 'user',
];
