import { createHash, type X509Certificate } from 'node:crypto';
import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { ApplicationCertificate } from '@vakt/store/directory/application-certificates';
import { type Body, readObjectList, readText, readTime, wrong } from './body.ts';
import { readCertificate } from './certificate-upload.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

type Read<Value> = Result<Value, GraphFailure>;

/** A certificate that is not yet an application's. */
export type UploadedCertificate = Omit<ApplicationCertificate, 'application_id' | 'tenant_id'>;

/** What a list of key credentials makes of an application's certificates. */
export interface CertificateChanges {
  readonly keptKeyIds: readonly string[];
  readonly added: readonly UploadedCertificate[];
}

type Services = { readonly clock: Clock; readonly entropy: Entropy };

/** As many as a token request looks at. */
export const MOST_CERTIFICATES = 20;
const TOO_MANY = badRequest(
  `An application has at most ${MOST_CERTIFICATES} certificates. Remove one first.`,
);

const hash = (algorithm: 'sha1' | 'sha256', certificate: X509Certificate): Buffer =>
  createHash(algorithm).update(certificate.raw).digest();

/** Only what proves a client is taken: a certificate to verify signatures with. */
const checkPurpose = (credential: Body): Read<true> => {
  const { type = 'AsymmetricX509Cert', usage = 'Verify' } = credential;
  if (String(type).toLowerCase() !== 'asymmetricx509cert')
    return wrong('keyCredentials.type', "'AsymmetricX509Cert'; private and symmetric keys are not kept");
  return String(usage).toLowerCase() === 'verify' ? ok(true) : wrong('keyCredentials.usage', "'Verify'");
};

/** From when to when the credential counts: as the certificate says, or less. */
const readValidity = (
  credential: Body,
  certificate: X509Certificate,
  now: number,
): Read<{ readonly startsAt: Date; readonly endsAt: Date }> => {
  const start = readTime(credential, 'startDateTime');
  if (!start.ok) return start;
  const end = readTime(credential, 'endDateTime');
  if (!end.ok) return end;
  const startsAt = start.value ?? certificate.validFromDate;
  const endsAt = end.value ?? certificate.validToDate;
  const { validFrom, validTo } = certificate;
  if (startsAt < certificate.validFromDate || endsAt > certificate.validToDate)
    return fail(
      badRequest(
        `Key credential dates are invalid: the certificate is valid from ${validFrom} to ${validTo}.`,
      ),
    );
  if (endsAt <= startsAt)
    return fail(
      badRequest("Key credential end date is invalid: 'endDateTime' must be after 'startDateTime'."),
    );
  return endsAt.getTime() <= now
    ? fail(
        badRequest(`Key credential end date is invalid: the certificate expired at ${endsAt.toISOString()}.`),
      )
    : ok({ startsAt, endsAt });
};

const readKeyId = ({ keyId }: Body): Read<string | undefined> => {
  if (keyId === undefined || keyId === null) return ok(undefined);
  return typeof keyId === 'string' && isGuid(keyId)
    ? ok(keyId.toLowerCase())
    : wrong('keyCredentials.keyId', 'a GUID');
};

/** The SHA-1 thumbprint, unless the caller chose something of its own. */
const readCustomIdentifier = (credential: Body, sha1: Buffer): Read<string> => {
  const given = readText(credential, 'customKeyIdentifier');
  if (!given.ok) return given;
  const isThumbprint =
    !given.value ||
    given.value.toLowerCase() === sha1.toString('hex') ||
    Buffer.from(given.value, 'base64').equals(sha1);
  return ok(isThumbprint ? sha1.toString('hex').toUpperCase() : (given.value ?? ''));
};

/** Reads one key credential with its certificate. */
export const readKeyCredential = (
  credential: Body,
  { clock, entropy }: Services,
): Read<UploadedCertificate> => {
  const purpose = checkPurpose(credential);
  if (!purpose.ok) return purpose;
  const certificate = readCertificate(credential.key);
  if (!certificate.ok) return certificate;
  const keyId = readKeyId(credential);
  if (!keyId.ok) return keyId;
  const displayName = readText(credential, 'displayName');
  if (!displayName.ok) return displayName;
  const validity = readValidity(credential, certificate.value, clock.now());
  if (!validity.ok) return validity;
  const sha1 = hash('sha1', certificate.value);
  const identifier = readCustomIdentifier(credential, sha1);
  if (!identifier.ok) return identifier;
  return ok({
    key_id: keyId.value ?? entropy.uuid(),
    display_name: displayName.value ?? certificate.value.subject.replaceAll('\n', ', '),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    certificate: certificate.value.raw,
    sha1_thumbprint: sha1,
    sha256_thumbprint: hash('sha256', certificate.value),
    custom_key_identifier: identifier.value,
    starts_at: validity.value.startsAt,
    ends_at: validity.value.endsAt,
  });
};

/** A listed credential as one of those that are there: named by its id, and without a key, or with the same. */
const findKept = (
  credential: Body,
  existing: readonly ApplicationCertificate[],
): ApplicationCertificate | undefined => {
  const named = existing.find(({ key_id }) => key_id === String(credential.keyId).toLowerCase());
  if (!named || credential.key === undefined || credential.key === null) return named;
  const sent = readCertificate(credential.key);
  return sent.ok && sent.value.raw.equals(named.certificate) ? named : undefined;
};

/**
 * Reads `keyCredentials`, which stands for all certificates of an application: those that it names by `keyId` alone stay, those
 * with a key are added, all others go.
 *
 * @returns `undefined` when the body does not speak of them.
 */
export const readKeyCredentials = (
  body: Body,
  existing: readonly ApplicationCertificate[],
  services: Services,
): Read<CertificateChanges | undefined> => {
  const listed = readObjectList(body, 'keyCredentials');
  if (!listed.ok || listed.value === undefined) return listed.ok ? ok(undefined) : listed;
  if (listed.value.length > MOST_CERTIFICATES) return fail(TOO_MANY);
  const keptKeyIds: string[] = [];
  const added: UploadedCertificate[] = [];
  for (const credential of listed.value) {
    const kept = findKept(credential, existing);
    const read = kept ? undefined : readKeyCredential(credential, services);
    if (read && !read.ok) return read;
    if (kept) keptKeyIds.push(kept.key_id);
    if (read) added.push(read.value);
  }
  const keyIds = [...keptKeyIds, ...added.map(({ key_id }) => key_id)];
  return new Set(keyIds).size === keyIds.length
    ? ok({ keptKeyIds, added })
    : fail(badRequest("The list 'keyCredentials' names a keyId twice."));
};
