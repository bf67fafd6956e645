import { type ObjectId, parseObjectId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import { type Body, requireText } from './body.ts';
import { badRequest, type GraphFailure } from './graph-error.ts';

/** The id of the directory object that a body refers to by its address: `{"@odata.id": "…/directoryObjects/{id}"}`. */
export const readReference = (body: Body): Result<ObjectId, GraphFailure> => {
  const address = requireText(body, '@odata.id');
  if (!address.ok) return address;
  const id = parseObjectId(
    /\/(?:directoryObjects|users|servicePrincipals)\/([^/]+)$/i.exec(address.value)?.[1] ?? '',
  );
  return id
    ? ok(id)
    : fail(badRequest("The property '@odata.id' must be an address that ends in /directoryObjects/{id}."));
};
