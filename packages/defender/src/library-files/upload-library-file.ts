import { createHash } from 'node:crypto';
import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { type NewLibraryFile, saveLibraryFile } from '@vakt/store/library-files';
import { authorOf } from '../author.ts';
import type { Call, OperationHandler } from '../call.ts';
import { apiFailure } from '../failure.ts';
import type { MultipartForm } from '../wire/multipart-form.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { libraryFileJson } from './library-file-json.ts';
import { type LibraryUpload, readLibraryUpload } from './library-upload.ts';

/** The portal's library has as many bytes (reference: defender-endpoint-core, section 13). */
const BOUNDS = { files: 1_000, bytes: 250 * 1_048_576 };

const REFUSALS = {
  exists: (name: string) =>
    `The library has a file ${name} already. Send OverrideIfExists=true to put this one in its place.`,
  full: () => 'The library is full: it holds at most 1,000 files and 250 MB. Delete files that nobody needs.',
};

const fileOf = ({ principal, clock }: Call, upload: LibraryUpload): NewLibraryFile => {
  const now = nowTicks(clock);
  const content = Buffer.from(upload.content);
  return {
    file_name: upload.fileName,
    sha256: createHash('sha256').update(content).digest('hex'),
    size: content.length,
    content,
    description: upload.description,
    has_parameters: upload.hasParameters,
    parameters_description: upload.parametersDescription,
    created_by: authorOf(principal),
    created_ticks: now,
    updated_ticks: now,
  };
};

/** `POST /api/libraryfiles` */
export const uploadLibraryFile: OperationHandler = async call => {
  const upload = readLibraryUpload(call.body as MultipartForm);
  if (!upload.ok) return upload;
  const { fileName, override } = upload.value;
  const saved = await saveLibraryFile(call.db, fileOf(call, upload.value), { override, bounds: BOUNDS });
  if (typeof saved === 'string') return fail(apiFailure('InvalidInput', REFUSALS[saved](fileName)));
  const context = contextOf(call.request.origin, 'LibraryFiles/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...libraryFileJson(saved) }));
};
