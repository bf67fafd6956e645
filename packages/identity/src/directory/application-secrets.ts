import { parseObjectId } from '@vakt/contract/ids';
import { fail, ok } from '@vakt/contract/result';
import { deleteSecret, insertSecret, listSecrets } from '@vakt/store/directory/applications';
import { ADD_SECRET, REMOVE_SECRET } from '../audit/changes/applications.ts';
import { hashSecret } from '../authority/client-authentication.ts';
import { readObject, readText, readTime, requireText } from './body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest } from './graph-error.ts';
import type { Outcome } from './graph-reply.ts';
import { findNamedApplication, MANAGE_APPLICATION, namedApplication } from './named-application.ts';

const YEAR_MS = 365.25 * 86_400_000;
/** Client secrets that are made without dates live two years (reference: identity, section 3.5). */
const DEFAULT_SECRET_LIFE_MS = 2 * YEAR_MS;
const MOST_SECRETS = 100;

/** 40 characters of the alphabet that the real service uses (reference: identity, section 5.2). */
const newSecret = (bytes: Uint8Array): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return [...bytes].map(byte => alphabet[byte & 63]).join('');
};

const addPassword = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const credential = readObject(call.body, 'passwordCredential');
  if (!credential.ok) return credential;
  const displayName = readText(credential.value, 'displayName');
  if (!displayName.ok) return displayName;
  const start = readTime(credential.value, 'startDateTime');
  if (!start.ok) return start;
  const end = readTime(credential.value, 'endDateTime');
  if (!end.ok) return end;
  const { clock, entropy } = call.services;
  const startsAt = start.value ?? new Date(clock.now());
  const endsAt = end.value ?? new Date(startsAt.getTime() + DEFAULT_SECRET_LIFE_MS);
  if (endsAt <= startsAt)
    return fail(badRequest("The property 'endDateTime' must be after 'startDateTime'."));
  if ((await listSecrets(call.db, [found.value.id])).length >= MOST_SECRETS)
    return fail(
      badRequest(`An application has at most ${MOST_SECRETS} secrets. Remove one with removePassword first.`),
    );
  const secretText = newSecret(entropy.bytes(40));
  const keyId = entropy.uuid();
  const hint = secretText.slice(0, 3);
  await insertSecret(call.db, {
    key_id: keyId,
    application_id: found.value.id,
    display_name: displayName.value ?? null,
    hint,
    secret_hash: hashSecret(secretText),
    starts_at: startsAt,
    ends_at: endsAt,
  });
  const body = {
    '@odata.context': call.context('microsoft.graph.passwordCredential'),
    customKeyIdentifier: null,
    displayName: displayName.value ?? null,
    endDateTime: endsAt.toISOString(),
    hint,
    keyId,
    secretText,
    startDateTime: startsAt.toISOString(),
  };
  return ok({ status: 200, headers: { 'cache-control': 'no-store' }, body });
};

const removePassword = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const keyId = requireText(call.body, 'keyId');
  if (!keyId.ok) return keyId;
  const id = parseObjectId(keyId.value);
  return id && (await deleteSecret(call.db, found.value.id, id))
    ? ok({ status: 204 })
    : fail(badRequest(`No password credential found with keyId '${keyId.value.slice(0, 60)}'.`));
};

/** Secrets of applications: made here, shown once. */
export const applicationSecretOperations: readonly GraphOperation[] = namedApplication.flatMap(
  (path): GraphOperation[] => [
    {
      method: 'POST',
      path: `${path}/addPassword`,
      access: MANAGE_APPLICATION,
      audit: ADD_SECRET,
      handle: addPassword,
    },
    {
      method: 'POST',
      path: `${path}/removePassword`,
      access: MANAGE_APPLICATION,
      audit: REMOVE_SECRET,
      handle: removePassword,
    },
  ],
);
