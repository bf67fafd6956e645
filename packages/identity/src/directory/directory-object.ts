import { parseObjectId } from '@vakt/contract/ids';
import { findApplication } from '@vakt/store/directory/applications';
import { findServicePrincipal } from '@vakt/store/directory/service-principals';
import { findUser } from '@vakt/store/directory/users';
import { presentApplications } from './applications.ts';
import type { GraphCall } from './graph-call.ts';
import type { Entity } from './graph-reply.ts';
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
