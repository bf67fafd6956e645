import { parseObjectId } from '@vakt/contract/ids';
import { fail, type Result } from '@vakt/contract/result';
import { addOwner, isOwner, listOwnedObjects, listOwners, removeOwner } from '@vakt/store/directory/owners';
import type { AuditedOperation } from '../audit/audited-operation.ts';
import {
  ADD_APPLICATION_OWNER,
  ADD_SERVICE_PRINCIPAL_OWNER,
  REMOVE_APPLICATION_OWNER,
  REMOVE_SERVICE_PRINCIPAL_OWNER,
} from '../audit/changes/applications.ts';
import { type Access, READ_APPLICATIONS } from './access.ts';
import { findDirectoryObject, findDirectoryObjects } from './directory-object.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { badRequest, type GraphFailure, notFound } from './graph-error.ts';
import { listReply, NO_CONTENT, type Outcome } from './graph-reply.ts';
import { findNamedApplication, MANAGE_APPLICATION, namedApplication } from './named-application.ts';
import {
  findNamedServicePrincipal,
  MANAGE_SERVICE_PRINCIPAL,
  namedServicePrincipal,
} from './named-service-principal.ts';
import { readReference } from './reference-body.ts';

type FindNamed = (call: GraphCall) => Promise<Result<{ readonly id: string }, GraphFailure>>;

const list =
  (findNamed: FindNamed) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamed(call);
    if (!named.ok) return named;
    const owners = await findDirectoryObjects(call, await listOwners(call.db, named.value.id));
    return listReply(call, 'directoryObjects', owners);
  };

const add =
  (findNamed: FindNamed) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamed(call);
    if (!named.ok) return named;
    const ownerId = readReference(call.body);
    if (!ownerId.ok) return ownerId;
    const owner = await findDirectoryObject(call, ownerId.value);
    if (!owner) return fail(notFound(ownerId.value));
    if (owner['@odata.type'] === '#microsoft.graph.application')
      return fail(badRequest('An application owns nothing; name a user or a service principal.'));
    if (await isOwner(call.db, named.value.id, ownerId.value))
      return fail(
        badRequest(
          "One or more added object references already exist for the following modified properties: 'owners'.",
        ),
      );
    await addOwner(call.db, named.value.id, ownerId.value);
    return NO_CONTENT;
  };

const remove =
  (findNamed: FindNamed) =>
  async (call: GraphCall): Outcome => {
    const named = await findNamed(call);
    if (!named.ok) return named;
    const { ownerId: text = '' } = call.request.params;
    const ownerId = parseObjectId(text);
    return ownerId && (await removeOwner(call.db, named.value.id, ownerId))
      ? NO_CONTENT
      : fail(notFound(text));
  };

type Audited = Readonly<Record<'add' | 'remove', AuditedOperation>>;

const ON_APPLICATION: Audited = { add: ADD_APPLICATION_OWNER, remove: REMOVE_APPLICATION_OWNER };
const ON_SERVICE_PRINCIPAL: Audited = {
  add: ADD_SERVICE_PRINCIPAL_OWNER,
  remove: REMOVE_SERVICE_PRINCIPAL_OWNER,
};

const operationsOf = (
  path: string,
  findNamed: FindNamed,
  manage: Access,
  audited: Audited,
): GraphOperation[] => [
  { method: 'GET', path: `${path}/owners`, access: READ_APPLICATIONS, handle: list(findNamed) },
  { method: 'POST', path: `${path}/owners/$ref`, access: manage, audit: audited.add, handle: add(findNamed) },
  {
    method: 'DELETE',
    path: `${path}/owners/{ownerId}/$ref`,
    access: manage,
    audit: audited.remove,
    handle: remove(findNamed),
  },
];

const READ_OWN: Access = {
  application: [],
  delegated: ['User.Read', 'User.ReadWrite', ...READ_APPLICATIONS.delegated],
  guests: true,
};

const listOwn = async (call: GraphCall): Outcome =>
  listReply(
    call,
    'directoryObjects',
    await findDirectoryObjects(call, await listOwnedObjects(call.db, call.principal.objectId)),
  );

/** Who manages an application without having a directory role: at first whoever registered it. */
export const ownerOperations: readonly GraphOperation[] = [
  ...namedApplication.flatMap(path =>
    operationsOf(path, findNamedApplication, MANAGE_APPLICATION, ON_APPLICATION),
  ),
  ...namedServicePrincipal.flatMap(path =>
    operationsOf(path, findNamedServicePrincipal, MANAGE_SERVICE_PRINCIPAL, ON_SERVICE_PRINCIPAL),
  ),
  { method: 'GET', path: '/me/ownedObjects', access: READ_OWN, handle: listOwn },
];
