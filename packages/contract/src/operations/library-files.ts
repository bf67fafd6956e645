import { libraryFileSchema, libraryFilesSchema, libraryUploadSchema } from '../schemas/library-file.ts';
import { nothingSchema } from '../schemas/values.ts';
import { libraryFileExample } from './examples/library-file.ts';
import { DEFENDER_AUDIENCES, GENERAL_LIMITS, type Operation } from './operation.ts';

/** The largest file of the library, in bytes (reference: defender-endpoint-core, section 5.4). */
export const LARGEST_LIBRARY_FILE = 20 * 1_048_576;

/** What the other parts of the form may take besides the file. */
const FORM_OVERHEAD = 65_536;

const CONTEXT = 'https://api.security.microsoft.com/api/$metadata#LibraryFiles';

/** What the pages of the library agree on (reference: defender-endpoint-core, sections 5.3 to 5.5). */
const libraryOperation = {
  resource: 'Live response library',
  permissions: {
    resource: 'WindowsDefenderATP',
    application: ['Library.Manage'],
    delegated: ['Library.Manage'],
  },
  audiences: DEFENDER_AUDIENCES,
  licences: ['Plan1', 'Plan2', 'Business', 'XDR'],
  limits: GENERAL_LIMITS,
} as const;

export const listLibraryFiles: Operation = {
  ...libraryOperation,
  id: 'listLibraryFiles',
  method: 'GET',
  path: '/libraryfiles',
  summary: 'List the files of the live response library',
  reply: {
    status: 200,
    schema: libraryFilesSchema,
    example: { '@odata.context': CONTEXT, value: [libraryFileExample] },
  },
  errors: [],
  notes: [
    'The whole library in one answer, by file name; it holds at most 250 MB, as the portal’s does, in at most 1,000 files.',
    'A file without parameters has `parametersDescription` null; the sample leaves it out.',
  ],
};

export const uploadLibraryFile: Operation = {
  ...libraryOperation,
  id: 'uploadLibraryFile',
  method: 'POST',
  path: '/libraryfiles',
  summary: 'Upload a file to the live response library',
  body: {
    form: 'multipart',
    limit: LARGEST_LIBRARY_FILE + FORM_OVERHEAD,
    schema: libraryUploadSchema,
    example: {
      File: '#!/bin/sh\ntar -cz /var/log/nginx\n',
      Description: libraryFileExample.description,
      HasParameters: 'true',
      ParametersDescription: libraryFileExample.parametersDescription,
      OverrideIfExists: 'true',
    },
  },
  reply: {
    status: 200,
    schema: libraryFileSchema,
    example: { '@odata.context': `${CONTEXT}/$entity`, ...libraryFileExample },
  },
  errors: ['InvalidRequestBody', 'InvalidInput'],
  notes: [
    'The file is the part `File` or `file`; names of parts are read in any letter case. The name of the file is the part’s `filename`, its last segment where a client sends a path.',
    'A file name has letters and digits, `-`, `_` and `.`, as in the portal; names that differ in letter case alone are one file.',
    'A file that exists is refused with `InvalidInput` unless `OverrideIfExists` is true: the page does not say what happens then. It then keeps its time of creation.',
    '`OverrideIfExists` and `HasParameters` are `true` or `false` in any letter case; absent or empty is false. A `ParametersDescription` without `HasParameters` says that the file has parameters.',
    'A file has at most 20 MB; a larger body is refused with 413 before it is read.',
  ],
};

export const deleteLibraryFile: Operation = {
  ...libraryOperation,
  id: 'deleteLibraryFile',
  method: 'DELETE',
  path: '/libraryfiles/{fileName}',
  summary: 'Delete a file of the live response library',
  reply: { status: 204, form: 'none', schema: nothingSchema, example: undefined },
  errors: ['ResourceNotFound'],
  notes: ['A session that waits for its device and names the file fails at that command.'],
};
