import type { ApplicationCertificate } from '@vakt/store/directory/application-certificates';
import type { Application, ApplicationSecret } from '@vakt/store/directory/applications';
import { keyCredentialEntity } from './key-credential-entity.ts';

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

/** What applications prove themselves with; of several applications at once. */
export interface ApplicationCredentials {
  readonly secrets: readonly ApplicationSecret[];
  readonly certificates: readonly ApplicationCertificate[];
  /** Whether the certificates themselves are shown, which takes room. */
  readonly withKeys: boolean;
}

/** An application in Microsoft Graph's shape (reference: identity, section 5.4). */
export const applicationEntity = (
  application: Application,
  { secrets, certificates, withKeys }: ApplicationCredentials,
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
  notes: application.notes,
  publisherDomain,
  signInAudience: application.sign_in_audience,
  tags: application.tags,
  tokenEncryptionKeyId: null,
  optionalClaims: application.optional_claims,
  addIns: [],
  api: {
    acceptMappedClaims: null,
    knownClientApplications: application.known_client_applications,
    requestedAccessTokenVersion: application.requested_access_token_version,
    oauth2PermissionScopes: application.api_scopes,
    preAuthorizedApplications: application.pre_authorized_applications,
  },
  appRoles: application.app_roles.map(role => ({ ...role, origin: 'Application' })),
  info: {
    logoUrl: null,
    marketingUrl: null,
    privacyStatementUrl: null,
    supportUrl: null,
    termsOfServiceUrl: null,
    ...application.information_urls,
  },
  keyCredentials: certificates
    .filter(({ application_id }) => application_id === application.id)
    .map(certificate => keyCredentialEntity(certificate, withKeys)),
  passwordCredentials: secrets
    .filter(({ application_id }) => application_id === application.id)
    .map(secretEntity),
  publicClient: { redirectUris: application.public_client_redirect_uris },
  requiredResourceAccess: application.required_resource_access,
  spa: { redirectUris: application.spa_redirect_uris },
  web: {
    homePageUrl: application.home_page_url,
    logoutUrl: application.logout_url,
    redirectUris: application.web_redirect_uris,
    implicitGrantSettings: {
      enableAccessTokenIssuance: application.issues_access_tokens,
      enableIdTokenIssuance: application.issues_id_tokens,
    },
  },
});
