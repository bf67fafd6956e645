import { fail, ok, type Result } from '@vakt/contract/result';
import type { Application } from '@vakt/store/directory/applications';
import {
  deleteFederatedCredential,
  type FederatedClash,
  type FederatedCredential,
  findFederatedCredential,
  insertFederatedCredential,
  listFederatedCredentials,
  updateFederatedCredential,
} from '@vakt/store/directory/federated-credentials';
import {
  ADD_FEDERATED_CREDENTIAL,
  REMOVE_FEDERATED_CREDENTIAL,
  UPDATE_FEDERATED_CREDENTIAL,
} from '../audit/changes/applications.ts';
import { READ_APPLICATIONS } from './access.ts';
import {
  readFederatedChanges,
  readFederatedName,
  requireFederatedTrust,
} from './federated-credential-body.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, conflict, type GraphFailure, notFound } from './graph-error.ts';
import { type Entity, entityReply, listReply, NO_CONTENT, type Outcome } from './graph-reply.ts';
import { findNamedApplication, MANAGE_APPLICATION, namedApplication } from './named-application.ts';

/** As many as Microsoft Graph allows an application. */
const MOST_CREDENTIALS = 20;

const federatedEntity = (credential: FederatedCredential): Entity => ({
  id: credential.id,
  name: credential.name,
  issuer: credential.issuer,
  subject: credential.subject,
  description: credential.description,
  audiences: credential.audiences,
});

const setOf = ({ id }: Application): string => `applications('${id}')/federatedIdentityCredentials`;

const clashFailure = (clash: FederatedClash): GraphFailure =>
  conflict(
    clash === 'name-taken'
      ? 'FederatedIdentityCredential with this name already exists.'
      : 'FederatedIdentityCredential with the same issuer and subject already exists.',
  );

interface Named {
  readonly application: Application;
  readonly credential: FederatedCredential;
}

/** The application and the credential that the path names, the latter by its id or name. */
const findNamed = async (call: GraphCall): Promise<Result<Named, GraphFailure>> => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const { credential: key = '' } = call.request.params;
  const credential = await findFederatedCredential(call.db, found.value.id, key);
  return credential ? ok({ application: found.value, credential }) : fail(notFound(key));
};

const list = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const credentials = await listFederatedCredentials(call.db, found.value.id);
  return listReply(call, setOf(found.value), credentials.map(federatedEntity));
};

const get = async (call: GraphCall): Outcome => {
  const named = await findNamed(call);
  return named.ok
    ? entityReply(call, setOf(named.value.application), federatedEntity(named.value.credential))
    : named;
};

const create = async (call: GraphCall): Outcome => {
  const found = await findNamedApplication(call);
  if (!found.ok) return found;
  const name = readFederatedName(call.body);
  if (!name.ok) return name;
  const changes = readFederatedChanges(call.body);
  if (!changes.ok) return changes;
  const trust = requireFederatedTrust(changes.value);
  if (!trust.ok) return trust;
  const credential = {
    id: call.services.entropy.uuid(),
    application_id: found.value.id,
    name: name.value,
    ...trust.value,
    description: changes.value.description ?? null,
  };
  const outcome = await insertFederatedCredential(call.db, credential, MOST_CREDENTIALS);
  if (outcome === 'too-many')
    return fail(
      badRequest(
        `The limit of ${MOST_CREDENTIALS} federated identity credentials on the application is reached.`,
      ),
    );
  if (outcome !== 'inserted') return fail(clashFailure(outcome));
  const inserted = await findFederatedCredential(call.db, found.value.id, credential.id);
  return inserted
    ? entityReply(call, setOf(found.value), federatedEntity(inserted), 201)
    : fail(notFound(credential.id));
};

const update = async (call: GraphCall): Outcome => {
  const named = await findNamed(call);
  if (!named.ok) return named;
  const { credential } = named.value;
  if (call.body.name !== undefined && call.body.name !== credential.name)
    return fail(badRequest("The property 'name' of a federated identity credential cannot be changed."));
  const changes = readFederatedChanges(call.body);
  if (!changes.ok) return changes;
  const outcome = await updateFederatedCredential(call.db, credential, changes.value);
  return outcome === 'updated' ? NO_CONTENT : fail(clashFailure(outcome));
};

const remove = async (call: GraphCall): Outcome => {
  const named = await findNamed(call);
  if (!named.ok) return named;
  await deleteFederatedCredential(call.db, named.value.credential.id);
  return NO_CONTENT;
};

/** Whose tokens, in place of secrets, prove an application: workloads elsewhere that have an issuer of their own. */
export const federatedCredentialOperations: readonly GraphOperation[] = namedApplication.flatMap(
  (application): GraphOperation[] => {
    const path = `${application}/federatedIdentityCredentials`;
    const one = `${path}/{credential}`;
    const access = MANAGE_APPLICATION;
    return [
      { method: 'GET', path, access: READ_APPLICATIONS, handle: list },
      { method: 'GET', path: one, access: READ_APPLICATIONS, handle: get },
      { method: 'POST', path, access, audit: ADD_FEDERATED_CREDENTIAL, handle: create },
      { method: 'PATCH', path: one, access, audit: UPDATE_FEDERATED_CREDENTIAL, handle: update },
      { method: 'DELETE', path: one, access, audit: REMOVE_FEDERATED_CREDENTIAL, handle: remove },
    ];
  },
);
