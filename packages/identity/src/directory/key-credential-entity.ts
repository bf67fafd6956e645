import type { ApplicationCertificate } from '@vakt/store/directory/application-certificates';
import type { Entity } from './graph-reply.ts';

/** A certificate in Microsoft Graph's shape. @param withKey whether the certificate itself is shown. */
export const keyCredentialEntity = (
  certificate: Omit<ApplicationCertificate, 'tenant_id'>,
  withKey: boolean,
): Entity => ({
  customKeyIdentifier: certificate.custom_key_identifier,
  displayName: certificate.display_name,
  endDateTime: certificate.ends_at.toISOString(),
  key: withKey ? certificate.certificate.toString('base64') : null,
  keyId: certificate.key_id,
  startDateTime: certificate.starts_at.toISOString(),
  type: certificate.type,
  usage: certificate.usage,
});
