import type { PermissionRow } from './row.ts';

/** Permissions of Vakt's own API. */
export const vaktPermissions: readonly PermissionRow[] = [
  [
    'dcec36cd-30ab-5b75-a26a-5dd62f388ebd',
    'Intake.Write.All',
    'Role',
    'Write events',
    'Write events of any device of the tenant.',
  ],
  [
    '7e0de24c-0551-56d8-9381-dd6d63f9b313',
    'Intake.Write',
    'Scope',
    'Write events',
    'Write events as the signed-in user.',
  ],
];
