import { fail, ok } from '@vakt/contract/result';
import { deleteLibraryFile as forgetLibraryFile } from '@vakt/store/library-files';
import { storableText } from '@vakt/store/storable-text';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { emptyReply } from '../wire/odata-reply.ts';

/** `DELETE /api/libraryfiles/{fileName}` */
export const deleteLibraryFile: OperationHandler = async ({ db, request }) => {
  const { fileName = '' } = request.params;
  return (await forgetLibraryFile(db, storableText(fileName)))
    ? ok(emptyReply(204))
    : fail(notFound('LibraryFile', fileName));
};
