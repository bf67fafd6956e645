import { isGuid } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  type ApplicationCertificate,
  deleteCertificate,
  insertCertificate,
  listCertificates,
} from '@vakt/store/directory/application-certificates';
import type { Application } from '@vakt/store/directory/applications';
import { ADD_CERTIFICATE, REMOVE_CERTIFICATE } from '../audit/changes/applications.ts';
import { readObject, requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';
import { NO_CONTENT, type Outcome } from './graph-reply.ts';
import { MOST_CERTIFICATES, readKeyCredential } from './key-credential-body.ts';
import { keyCredentialEntity } from './key-credential-entity.ts';
import { checkKeyProof } from './key-proof.ts';
import { findNamedApplication, MANAGE_APPLICATION, namedApplication } from './named-application.ts';

interface ProvenCall {
  readonly application: Application;
  readonly certificates: readonly ApplicationCertificate[];
}

/** The application that the call is about, when the call proves that it holds one of its keys. */
const findProven = async (call: GraphCall): Promise<Result<ProvenCall, GraphFailure>> => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const { proof } = call.body;
  if (typeof proof !== 'string' || proof === '')
    return fail(badRequest("A value is required for property 'proof' of resource."));
  const certificates = await listCertificates(call.db, [found.value.id]);
  if (certificates.length === 0)
    return fail(
      badRequest("The application has no certificate to prove with. Set the first one by 'keyCredentials'."),
    );
  const proven = checkKeyProof(proof, found.value, certificates, call.services.clock.now());
  return proven.ok ? ok({ application: found.value, certificates }) : proven;
};

const addKey = async (call: GraphCall): Outcome => {
  const proven = await findProven(call);
  if (!proven.ok) return proven;
  const { application, certificates } = proven.value;
  const credential = readObject(call.body, 'keyCredential');
  if (!credential.ok) return credential;
  const uploaded = readKeyCredential(credential.value, call.services);
  if (!uploaded.ok) return uploaded;
  if (certificates.length >= MOST_CERTIFICATES)
    return fail(
      badRequest(`An application has at most ${MOST_CERTIFICATES} certificates. Remove one first.`),
    );
  const certificate = { ...uploaded.value, application_id: application.id };
  if (!(await insertCertificate(call.db, certificate)))
    return fail(badRequest(`The application has a key credential with the keyId '${certificate.key_id}'.`));
  const context = call.context('microsoft.graph.keyCredential');
  return ok({
    status: 200,
    body: { '@odata.context': context, ...keyCredentialEntity(certificate, false) },
  });
};

const removeKey = async (call: GraphCall): Outcome => {
  const keyId = requireText(call.body, 'keyId');
  if (!keyId.ok) return keyId;
  const proven = await findProven(call);
  if (!proven.ok) return proven;
  const isRemoved =
    isGuid(keyId.value) &&
    (await deleteCertificate(call.db, proven.value.application.id, keyId.value.toLowerCase()));
  return isRemoved
    ? NO_CONTENT
    : fail(badRequest(`No key credential found with keyId '${keyId.value.slice(0, 60)}'.`));
};

/** Certificates one by one, for who holds the key of another one: rotation without a list. */
export const applicationKeyOperations: readonly GraphOperation[] = namedApplication.flatMap(
  (path): GraphOperation[] => [
    {
      method: 'POST',
      path: `${path}/addKey`,
      access: MANAGE_APPLICATION,
      audit: ADD_CERTIFICATE,
      handle: addKey,
    },
    {
      method: 'POST',
      path: `${path}/removeKey`,
      access: MANAGE_APPLICATION,
      audit: REMOVE_CERTIFICATE,
      handle: removeKey,
    },
  ],
);
