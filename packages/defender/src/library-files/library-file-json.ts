import { formatTicks } from '@vakt/contract/ticks';
import type { LibraryFile } from '@vakt/store/library-files';

/** A file of the library on the wire, with its properties in the wire's order. */
export const libraryFileJson = (file: LibraryFile) => ({
  fileName: file.file_name,
  sha256: file.sha256,
  description: file.description,
  creationTime: formatTicks(file.created_ticks),
  lastUpdatedTime: formatTicks(file.updated_ticks),
  createdBy: file.created_by,
  hasParameters: file.has_parameters,
  parametersDescription: file.parameters_description,
});
