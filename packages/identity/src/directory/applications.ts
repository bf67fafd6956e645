import type { HttpReply } from '@vakt/contract/http';
import { parseAppId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  type Application,
  deleteApplication,
  deleteSecret,
  findApplication,
  findApplicationByAppId,
  insertApplication,
  insertSecret,
  listApplications,
  listSecrets,
  updateApplication,
} from '@vakt/store/directory/applications';
import { listDomains } from '@vakt/store/directory/tenants';
import { hashSecret } from '../authority/client-authentication.ts';
import { readApplicationChanges } from './application-body.ts';
import { applicationEntity } from './application-entity.ts';
import { readObject, readText, readTime, requireText } from './body.ts';
import { type GraphCall, type GraphOperation, READ_APPLICATIONS, WRITE_APPLICATIONS } from './graph-call.ts';
import { badRequest, type GraphFailure, notFound } from './graph-error.ts';
import { pageOf, parseListQuery, selectProperties } from './list-query.ts';

type Outcome = Promise<Result<HttpReply, GraphFailure>>;

const YEAR_MS = 365.25 * 86_400_000;
/** Client secrets that are made without dates live two years (reference: identity, section 3.5). */
const DEFAULT_SECRET_LIFE_MS = 2 * YEAR_MS;
const MOST_SECRETS = 100;

const publisherDomain = async ({ db }: GraphCall): Promise<string> =>
  (await listDomains(db)).find(({ is_default }) => is_default)?.name ?? '';

const entityOf = async (
  call: GraphCall,
  application: Application,
): Promise<Readonly<Record<string, unknown>>> =>
  applicationEntity(application, await listSecrets(call.db, [application.id]), await publisherDomain(call));

/** The application that the path names, by object id or `(appId='…')`. */
const findNamed = async ({ db, request }: GraphCall): Promise<Result<Application, GraphFailure>> => {
  const { id = '', appId = '' } = request.params;
  const objectId = parseObjectId(id);
  const clientId = parseAppId(appId);
  const found = objectId
    ? await findApplication(db, objectId)
    : clientId && (await findApplicationByAppId(db, clientId));
  return found ? ok(found) : fail(notFound(id || appId));
};

const create = async (call: GraphCall): Outcome => {
  const name = requireText(call.body, 'displayName');
  if (!name.ok) return name;
  const changes = readApplicationChanges(call.body);
  if (!changes.ok) return changes;
  const { clock, entropy } = call.services;
  const application = await insertApplication(call.db, {
    id: entropy.uuid(),
    app_id: entropy.uuid(),
    sign_in_audience: 'AzureADMyOrg',
    is_fallback_public_client: false,
    description: null,
    identifier_uris: '[]',
    web_redirect_uris: '[]',
    spa_redirect_uris: '[]',
    public_client_redirect_uris: '[]',
    required_resource_access: '[]',
    tags: '[]',
    created_at: new Date(clock.now()),
    ...changes.value,
    display_name: name.value,
  });
  const body = {
    '@odata.context': call.context('applications/$entity'),
    ...(await entityOf(call, application)),
  };
  return ok({ status: 201, body });
};

const list = async (call: GraphCall): Outcome => {
  const query = parseListQuery(call.request.query);
  if (!query.ok) return query;
  const found = await listApplications(call.db, { ...query.value, limit: query.value.limit + 1 });
  const { items, next } = pageOf(found, query.value, call.request);
  const secrets = await listSecrets(
    call.db,
    items.map(({ id }) => id),
  );
  const domain = await publisherDomain(call);
  const value = items.map(application =>
    selectProperties(applicationEntity(application, secrets, domain), query.value.select),
  );
  return ok({ status: 200, body: { '@odata.context': call.context('applications'), ...next, value } });
};

const get = async (call: GraphCall): Outcome => {
  const found = await findNamed(call);
  if (!found.ok) return found;
  const query = parseListQuery(call.request.query);
  if (!query.ok) return query;
  const entity = selectProperties(await entityOf(call, found.value), query.value.select);
  return ok({ status: 200, body: { '@odata.context': call.context('applications/$entity'), ...entity } });
};

const update = async (call: GraphCall): Outcome => {
  const found = await findNamed(call);
  if (!found.ok) return found;
  const changes = readApplicationChanges(call.body);
  if (!changes.ok) return changes;
  await updateApplication(call.db, found.value.id, changes.value);
  return ok({ status: 204 });
};

const remove = async (call: GraphCall): Outcome => {
  const found = await findNamed(call);
  if (!found.ok) return found;
  await deleteApplication(call.db, found.value);
  return ok({ status: 204 });
};

/** 40 characters of the alphabet that the real service uses (reference: identity, section 5.2). */
const newSecret = (bytes: Uint8Array): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return [...bytes].map(byte => alphabet[byte & 63]).join('');
};

const addPassword = async (call: GraphCall): Outcome => {
  const found = await findNamed(call);
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
  const found = await findNamed(call);
  if (!found.ok) return found;
  const keyId = requireText(call.body, 'keyId');
  if (!keyId.ok) return keyId;
  const id = parseObjectId(keyId.value);
  return id && (await deleteSecret(call.db, found.value.id, id))
    ? ok({ status: 204 })
    : fail(badRequest(`No password credential found with keyId '${keyId.value.slice(0, 60)}'.`));
};

const named = ['/applications/{id}', "/applications(appId='{appId}')"] as const;

/** Applications and their secrets. */
export const applicationOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/applications', access: READ_APPLICATIONS, handle: list },
  { method: 'POST', path: '/applications', access: WRITE_APPLICATIONS, handle: create },
  ...named.flatMap((path): GraphOperation[] => [
    { method: 'GET', path, access: READ_APPLICATIONS, handle: get },
    { method: 'PATCH', path, access: WRITE_APPLICATIONS, handle: update },
    { method: 'DELETE', path, access: WRITE_APPLICATIONS, handle: remove },
    { method: 'POST', path: `${path}/addPassword`, access: WRITE_APPLICATIONS, handle: addPassword },
    { method: 'POST', path: `${path}/removePassword`, access: WRITE_APPLICATIONS, handle: removePassword },
  ]),
];
