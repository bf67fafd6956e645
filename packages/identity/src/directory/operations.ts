import { auditLogOperations } from '../audit/audit-log-operations.ts';
import { appRoleAssignmentOperations } from './app-role-assignments.ts';
import { applicationSecretOperations } from './application-secrets.ts';
import { applicationOperations } from './applications.ts';
import type { GraphOperation } from './graph-call.ts';
import { organizationOperations } from './organization.ts';
import { permissionGrantOperations } from './permission-grants.ts';
import { roleAssignmentOperations } from './role-assignments.ts';
import { servicePrincipalOperations } from './service-principals.ts';

/** Every call of the Graph subset that reads or changes the directory. */
export const directoryOperations: readonly GraphOperation[] = [
  ...applicationOperations,
  ...applicationSecretOperations,
  ...servicePrincipalOperations,
  ...appRoleAssignmentOperations,
  ...permissionGrantOperations,
  ...organizationOperations,
  ...roleAssignmentOperations,
  ...auditLogOperations,
];
