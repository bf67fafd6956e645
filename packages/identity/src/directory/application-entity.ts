import type { Application, ApplicationSecret } from '@vakt/store/directory/applications';

/** A secret as it is read after its first showing: without its value. */
const secretEntity = (secret: ApplicationSecret): object => ({
  customKeyIdentifier: null,
  displayName: secret.display_name,
  endDateTime: secret.ends_at.toISOString(),
  hint: secret.hint,
  keyId: secret.key_id,
  secretText: null,
  startDateTime: secret.starts_at.toISOString(),
});

/** An application in Microsoft Graph's shape (reference: identity, section 5.4). */
export const applicationEntity = (
  application: Application,
  secrets: readonly ApplicationSecret[],
  publisherDomain: string,
): Readonly<Record<string, unknown>> => ({
  id: application.id,
  deletedDateTime: null,
  appId: application.app_id,
  applicationTemplateId: null,
  createdDateTime: application.created_at.toISOString(),
  displayName: application.display_name,
  description: application.description,
  groupMembershipClaims: null,
  identifierUris: application.identifier_uris,
  isFallbackPublicClient: application.is_fallback_public_client,
  notes: null,
  publisherDomain,
  signInAudience: application.sign_in_audience,
  tags: application.tags,
  tokenEncryptionKeyId: null,
  optionalClaims: null,
  addIns: [],
  api: {
    acceptMappedClaims: null,
    knownClientApplications: [],
    requestedAccessTokenVersion: null,
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
  },
  appRoles: [],
  info: {
    logoUrl: null,
    marketingUrl: null,
    privacyStatementUrl: null,
    supportUrl: null,
    termsOfServiceUrl: null,
  },
  keyCredentials: [],
  passwordCredentials: secrets
    .filter(({ application_id }) => application_id === application.id)
    .map(secretEntity),
  publicClient: { redirectUris: application.public_client_redirect_uris },
  requiredResourceAccess: application.required_resource_access,
  spa: { redirectUris: application.spa_redirect_uris },
  web: {
    homePageUrl: null,
    logoutUrl: null,
    redirectUris: application.web_redirect_uris,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
  },
});
