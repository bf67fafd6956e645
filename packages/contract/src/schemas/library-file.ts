import { Type } from 'typebox';
import { collectionOf, nullable, time } from './values.ts';

/** reference: defender-endpoint-core, section 10.5. */
export const libraryFileSchema = Type.Object({
  fileName: Type.String(),
  sha256: Type.String(),
  description: nullable(Type.String()),
  creationTime: time,
  lastUpdatedTime: time,
  createdBy: Type.String(),
  hasParameters: Type.Boolean(),
  parametersDescription: nullable(Type.String()),
});

export const libraryFilesSchema = collectionOf(libraryFileSchema);

const text = Type.Optional(Type.String({ maxLength: 1_024 }));
const flag = Type.Optional(Type.String({ examples: ['true', 'false'] }));

/** The parts of the form by which a file is uploaded; their names are read in any letter case. */
export const libraryUploadSchema = Type.Object({
  File: Type.String({ format: 'binary' }),
  Description: text,
  ParametersDescription: text,
  HasParameters: flag,
  OverrideIfExists: flag,
});
