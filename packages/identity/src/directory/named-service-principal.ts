import { parseAppId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  findServicePrincipal,
  findServicePrincipalByAppId,
  type ServicePrincipal,
} from '@vakt/store/directory/service-principals';
import { changeApplications } from './access.ts';
import { requireText } from './body.ts';
import type { GraphCall } from './graph-call.ts';
import { type GraphFailure, notFound } from './graph-error.ts';

/** The two ways in which a path names a service principal. */
export const namedServicePrincipal = [
  '/servicePrincipals/{id}',
  "/servicePrincipals(appId='{appId}')",
] as const;

/** The service principal that the path names, by object id or `(appId='…')`. */
export const findNamedServicePrincipal = async ({
  db,
  request,
}: GraphCall): Promise<Result<ServicePrincipal, GraphFailure>> => {
  const { id = '', appId = '' } = request.params;
  const objectId = parseObjectId(id);
  const clientId = parseAppId(appId);
  const found = objectId
    ? await findServicePrincipal(db, objectId)
    : clientId && (await findServicePrincipalByAppId(db, clientId));
  return found ? ok(found) : fail(notFound(id || appId));
};

/** The service principal that a property of the body names by its object id. */
export const readServicePrincipal = async (
  { body, db }: GraphCall,
  property: 'principalId' | 'resourceId' | 'clientId',
): Promise<Result<ServicePrincipal, GraphFailure>> => {
  const text = requireText(body, property);
  if (!text.ok) return text;
  const id = parseObjectId(text.value);
  const found = id && (await findServicePrincipal(db, id));
  return found ? ok(found) : fail(notFound(text.value));
};

/** Who may change the service principal that the path names. */
export const MANAGE_SERVICE_PRINCIPAL = changeApplications(async call => {
  const found = await findNamedServicePrincipal(call);
  return found.ok ? found.value.id : undefined;
});
