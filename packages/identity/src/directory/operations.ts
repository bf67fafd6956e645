import { auditLogOperations } from '../audit/audit-log-operations.ts';
import { appRoleAssignmentOperations } from './app-role-assignments.ts';
import { applicationKeyOperations } from './application-keys.ts';
import { applicationSecretOperations } from './application-secrets.ts';
import { applicationOperations } from './applications.ts';
import { directoryObjectOperations } from './directory-object.ts';
import { directoryRoleOperations } from './directory-roles.ts';
import { domainOperations } from './domains.ts';
import { federatedCredentialOperations } from './federated-credentials.ts';
import type { GraphOperation } from './graph-call.ts';
import { invitationOperations } from './invitations.ts';
import { licenceOperations } from './licences.ts';
import { organizationOperations } from './organization.ts';
import { ownerOperations } from './owners.ts';
import { permissionGrantOperations } from './permission-grants.ts';
import { roleAssignmentOperations } from './role-assignments.ts';
import { servicePrincipalOperations } from './service-principals.ts';
import { userSessionOperations } from './user-sessions.ts';
import { userOperations } from './users.ts';

/** Every call of the Graph subset that reads or changes the directory. */
export const directoryOperations: readonly GraphOperation[] = [
  ...applicationOperations,
  ...applicationSecretOperations,
  ...applicationKeyOperations,
  ...federatedCredentialOperations,
  ...servicePrincipalOperations,
  ...appRoleAssignmentOperations,
  ...permissionGrantOperations,
  ...organizationOperations,
  ...licenceOperations,
  ...ownerOperations,
  ...directoryObjectOperations,
  ...directoryRoleOperations,
  ...domainOperations,
  ...invitationOperations,
  ...userSessionOperations,
  ...userOperations,
  ...roleAssignmentOperations,
  ...auditLogOperations,
];
