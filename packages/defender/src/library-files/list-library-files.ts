import { ok } from '@vakt/contract/result';
import { listLibraryFiles as findLibraryFiles } from '@vakt/store/library-files';
import type { OperationHandler } from '../call.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { libraryFileJson } from './library-file-json.ts';

/** `GET /api/libraryfiles` */
export const listLibraryFiles: OperationHandler = async ({ db, request }) => {
  const files = await findLibraryFiles(db);
  return ok(collectionReply(request.origin, 'LibraryFiles', files.map(libraryFileJson)));
};
