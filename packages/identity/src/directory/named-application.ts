import { parseAppId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import {
  type Application,
  findApplication,
  findApplicationByAppId,
} from '@vakt/store/directory/applications';
import { changeApplications } from './access.ts';
import type { GraphCall } from './graph-call.ts';
import { type GraphFailure, notFound } from './graph-error.ts';

/** The two ways in which a path names an application. */
export const namedApplication = ['/applications/{id}', "/applications(appId='{appId}')"] as const;

/** The application that the path names, by object id or `(appId='…')`. */
export const findNamedApplication = async ({
  db,
  request,
}: GraphCall): Promise<Result<Application, GraphFailure>> => {
  const { id = '', appId = '' } = request.params;
  const objectId = parseObjectId(id);
  const clientId = parseAppId(appId);
  const found = objectId
    ? await findApplication(db, objectId)
    : clientId && (await findApplicationByAppId(db, clientId));
  return found ? ok(found) : fail(notFound(id || appId));
};

/** Who may change the application that the path names. */
export const MANAGE_APPLICATION = changeApplications(async call => {
  const found = await findNamedApplication(call);
  return found.ok ? found.value.id : undefined;
});
