import type { PermissionRow } from './row.ts';

/** Permissions of Microsoft Threat Protection (reference: defender-xdr, section 2). */
export const microsoftThreatProtectionPermissions: readonly PermissionRow[] = [
  [
    '66613d38-fe48-5af2-9127-bfd24ba64461',
    'Incident.Read.All',
    'Role',
    'Read all incidents',
    'Read every incident of the tenant.',
  ],
  [
    '8d90f441-09cf-4fdc-ab45-e874fa3a28e8',
    'Incident.ReadWrite.All',
    'Role',
    'Read and write all incidents',
    'Read and change every incident of the tenant.',
  ],
  [
    '36cac768-7079-5c06-86a0-0be5f19fe03c',
    'Incident.Read',
    'Scope',
    'Read incidents',
    'Read the incidents that the signed-in user may see.',
  ],
  [
    '9314019b-6ee4-5aed-875e-ec8de5aca845',
    'Incident.ReadWrite',
    'Scope',
    'Read and write incidents',
    'Read and change incidents as the signed-in user.',
  ],
  [
    '7734e8e5-8dde-42fc-b5ae-6eafea078693',
    'AdvancedHunting.Read.All',
    'Role',
    'Run advanced queries',
    'Run hunting queries over the tenant.',
  ],
  [
    '0aebfed7-2913-5ca1-bc2e-f9d87c29574f',
    'AdvancedHunting.Read',
    'Scope',
    'Run advanced queries',
    'Run hunting queries as the signed-in user.',
  ],
  [
    '583f3dbb-7e11-507f-a121-00207e6c83f8',
    'CustomDetections.ReadWrite.All',
    'Role',
    'Read and write all custom detection rules',
    'Read and change the detection rules of the tenant.',
  ],
  [
    '4d67b40b-96f2-58a4-b53d-d7fef2438730',
    'CustomDetections.ReadWrite',
    'Scope',
    'Read and write custom detection rules',
    'Read and change detection rules as the signed-in user.',
  ],
];
