import { parseObjectId } from '@vakt/contract/ids';
import { fail } from '@vakt/contract/result';
import { findApplication } from '@vakt/store/directory/applications';
import { findServicePrincipal } from '@vakt/store/directory/service-principals';
import { findUser } from '@vakt/store/directory/users';
import type { Access } from './access.ts';
import { presentApplications } from './applications.ts';
import type { GraphCall, GraphOperation } from './graph-call.ts';
import { notFound } from './graph-error.ts';
import { type Entity, entityReply, type Outcome } from './graph-reply.ts';
import { presentServicePrincipals } from './service-principal-entity.ts';
import { userEntity } from './user-entity.ts';

/** The object of the tenant that has an id, whatever it is, with its type in `@odata.type`. */
export const findDirectoryObject = async (call: GraphCall, text: string): Promise<Entity | undefined> => {
  const id = parseObjectId(text);
  if (!id) return undefined;
  const user = await findUser(call.db, id);
  if (user) return { '@odata.type': '#microsoft.graph.user', ...userEntity(user) };
  const principal = await findServicePrincipal(call.db, id);
  if (principal) {
    const [entity = {}] = await presentServicePrincipals(call, [principal]);
    return { '@odata.type': '#microsoft.graph.servicePrincipal', ...entity };
  }
  const application = await findApplication(call.db, id);
  if (!application) return undefined;
  const [entity = {}] = await presentApplications(call, [application]);
  return { '@odata.type': '#microsoft.graph.application', ...entity };
};

/** The objects that still exist among these, in the same order. */
export const findDirectoryObjects = async (
  call: GraphCall,
  ids: readonly string[],
): Promise<readonly Entity[]> => {
  const found: Entity[] = [];
  for (const id of ids) {
    const entity = await findDirectoryObject(call, id);
    if (entity) found.push(entity);
  }
  return found;
};

const READING = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const READ: Access = { application: READING, delegated: READING };

const get = async (call: GraphCall): Outcome => {
  const { id = '' } = call.request.params;
  const entity = await findDirectoryObject(call, id);
  return entity ? entityReply(call, 'directoryObjects', entity) : fail(notFound(id));
};

/** Objects by their ids, for those who do not know what they are. */
export const directoryObjectOperations: readonly GraphOperation[] = [
  { method: 'GET', path: '/directoryObjects/{id}', access: READ, handle: get },
];
