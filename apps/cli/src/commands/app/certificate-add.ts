import { X509Certificate } from 'node:crypto';
import type { CommandContext } from '../../context.ts';
import { ApplicationCredentials } from '../../directory/application-credentials.ts';
import { Directory } from '../../directory/directory.ts';
import { usageError } from '../../failure/command-error.ts';
import { showRecord } from '../../output/record.ts';
import { readText } from '../../text-file.ts';
import { findApplication } from './application.ts';

export interface NewCertificate {
  readonly app: string;
  readonly file: string;
  readonly name?: string;
}

/** The certificate in a PEM file; a private key beside it is left where it is. */
const parseCertificate = (file: string, text: string): X509Certificate => {
  const [pem] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(text) ?? [];
  if (pem === undefined)
    throw usageError(
      `${file} holds no certificate in PEM`,
      'Make one: openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out certificate.pem -days 365 -subj /CN=NAME',
    );
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw usageError(`The certificate in ${file} cannot be read: ${(error as Error).message}`);
  }
};

/** Registers a certificate; those that are registered already stay. */
export const addCertificate = async (
  { app, file, name }: NewCertificate,
  context: CommandContext,
): Promise<void> => {
  const certificate = parseCertificate(file, await readText(file, context));
  const application = await findApplication(await Directory.open(context), app);
  const kept = application.keyCredentials ?? [];
  const added = {
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    key: certificate.raw.toString('base64'),
    displayName: name ?? certificate.subject.replaceAll('\n', ', '),
  };
  await (await ApplicationCredentials.open(context)).replaceCertificates(application.id, [...kept, added]);
  const thumbprint = certificate.fingerprint.replaceAll(':', '');
  const { keyId } = await registered(application.appId, thumbprint, kept, context);
  showRecord(context, {
    appId: application.appId,
    keyId,
    thumbprint,
    displayName: added.displayName,
    endDateTime: certificate.validToDate.toISOString(),
  });
};

/** The entry that the directory made of a certificate. */
const registered = async (
  appId: string,
  thumbprint: string,
  before: readonly { readonly keyId: string }[],
  context: CommandContext,
) => {
  const { keyCredentials = [] } = await findApplication(await Directory.open(context), appId);
  const entry =
    keyCredentials.find(({ keyId }) => !before.some(one => one.keyId === keyId)) ??
    keyCredentials.find(one => one.customKeyIdentifier?.toUpperCase() === thumbprint);
  return { keyId: entry?.keyId ?? null };
};
