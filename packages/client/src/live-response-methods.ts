import {
  deleteLibraryFile,
  listLibraryFiles,
  uploadLibraryFile,
} from '@vakt/contract/operations/library-files';
import { getLiveResponseResult } from '@vakt/contract/operations/live-response';
import {
  libraryFileSchema,
  libraryFilesSchema,
  libraryUploadSchema,
} from '@vakt/contract/schemas/library-file';
import { resultLinkSchema } from '@vakt/contract/schemas/live-response';
import type { Static } from 'typebox';
import { type ClientMethod, deletes } from './operation-methods.ts';
import type { CallOptions } from './transport.ts';

/** A file for the library of live response. */
export interface LibraryUpload {
  /** ASCII letters and digits, `-`, `_` and `.`. */
  readonly fileName: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly description?: string | undefined;
  readonly hasParameters?: boolean | undefined;
  readonly parametersDescription?: string | undefined;
  /** Whether it may take the place of a file of its name; it is refused where there is one unless given. */
  readonly overrideIfExists?: boolean | undefined;
}

const formOf = (upload: LibraryUpload): FormData => {
  const form = new FormData();
  form.set('File', new File([upload.content], upload.fileName));
  const fields = {
    Description: upload.description,
    HasParameters: upload.hasParameters,
    ParametersDescription: upload.parametersDescription,
    OverrideIfExists: upload.overrideIfExists,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value));
  return form;
};

const list: ClientMethod<(options?: CallOptions) => Promise<Static<typeof libraryFilesSchema>>> = {
  operation: listLibraryFiles,
  answer: libraryFilesSchema,
  attach: send => async options =>
    (await send(listLibraryFiles, { method: 'GET', path: '/api/libraryfiles' }, options)) as Static<
      typeof libraryFilesSchema
    >,
};

/** It is sent again only when the service said that it did not act. */
const upload: ClientMethod<
  (file: LibraryUpload, options?: CallOptions) => Promise<Static<typeof libraryFileSchema>>
> = {
  operation: uploadLibraryFile,
  answer: libraryFileSchema,
  body: libraryUploadSchema,
  example: [{ fileName: 'collect-logs.sh', content: '#!/bin/sh\ntar -cz "$1"\n', hasParameters: true }],
  attach: send => async (file, options) => {
    const form = new Response(formOf(file));
    const call = {
      method: 'POST',
      path: '/api/libraryfiles',
      body: await form.bytes(),
      contentType: form.headers.get('content-type') ?? '',
    } as const;
    return (await send(uploadLibraryFile, call, options)) as Static<typeof libraryFileSchema>;
  },
};

/** The methods of the live response library. */
export const libraryMethods = { list, upload, delete: deletes(deleteLibraryFile) };

/** The method that gets a link to the result of a session's command, by its place in the session. */
export const liveResponseResult: ClientMethod<
  (actionId: string, index: number, options?: CallOptions) => Promise<Static<typeof resultLinkSchema>>
> = {
  operation: getLiveResponseResult,
  answer: resultLinkSchema,
  example: ['5382f7ea-7557-4ab7-9782-d50480024a4e', 0],
  attach: send => async (actionId, index, options) => {
    const path = `/api/machineactions/${encodeURIComponent(actionId)}/GetLiveResponseResultDownloadLink(index=${index})`;
    return (await send(getLiveResponseResult, { method: 'GET', path }, options)) as Static<
      typeof resultLinkSchema
    >;
  },
};
