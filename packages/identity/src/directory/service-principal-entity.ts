import type { Application } from '@vakt/store/directory/applications';
import type { ServicePrincipal } from '@vakt/store/directory/service-principals';
import type { GraphCall } from './graph-call.ts';
import type { Entity } from './graph-reply.ts';
import { findRegistrations, offeredBy, serviceResource } from './offered-permissions.ts';

/** A service principal in Microsoft Graph's shape; a resource's shows what it lets its clients do. */
const entityOf = (principal: ServicePrincipal, application: Application | undefined): Entity => {
  const resource = serviceResource(principal.app_id);
  const { appRoles, scopes } = offeredBy(principal.app_id, application);
  return {
    id: principal.id,
    deletedDateTime: null,
    accountEnabled: principal.account_enabled,
    alternativeNames: [],
    appDescription: application?.description ?? null,
    appDisplayName: application?.display_name ?? principal.display_name,
    appId: principal.app_id,
    appOwnerOrganizationId: principal.app_owner_tenant_id,
    appRoleAssignmentRequired: principal.app_role_assignment_required,
    createdDateTime: principal.created_at.toISOString(),
    description: null,
    disabledByMicrosoftStatus: null,
    displayName: principal.display_name,
    homepage: application?.home_page_url ?? null,
    loginUrl: null,
    logoutUrl: application?.logout_url ?? null,
    notes: principal.notes,
    notificationEmailAddresses: [],
    preferredSingleSignOnMode: null,
    replyUrls: application
      ? [
          ...application.web_redirect_uris,
          ...application.spa_redirect_uris,
          ...application.public_client_redirect_uris,
        ]
      : [],
    servicePrincipalNames: [
      principal.app_id,
      ...(resource?.identifierUris ?? application?.identifier_uris ?? []),
    ],
    servicePrincipalType: 'Application',
    signInAudience: resource ? 'AzureADMultipleOrgs' : (application?.sign_in_audience ?? null),
    tags: principal.tags,
    tokenEncryptionKeyId: null,
    info: {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
      ...application?.information_urls,
    },
    addIns: [],
    appRoles: appRoles.map(role => ({ ...role, origin: 'Application' })),
    oauth2PermissionScopes: scopes,
    keyCredentials: [],
    passwordCredentials: [],
  };
};

/** Service principals as they are sent. */
export const presentServicePrincipals = async (
  call: GraphCall,
  principals: readonly ServicePrincipal[],
): Promise<readonly Entity[]> => {
  const applications = await findRegistrations(
    call,
    principals.map(({ app_id }) => app_id),
  );
  return principals.map(principal => entityOf(principal, applications.get(principal.app_id)));
};
