import { isLibraryFileName } from '@vakt/contract/library-file-name';
import { LARGEST_LIBRARY_FILE } from '@vakt/contract/operations/library-files';
import { fail, ok, type Result } from '@vakt/contract/result';
import { storableText } from '@vakt/store/storable-text';
import { type ApiFailure, apiFailure } from '../failure.ts';
import type { MultipartForm } from '../wire/multipart-form.ts';

/** An upload as its form says it. */
export interface LibraryUpload {
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly description: string | null;
  readonly hasParameters: boolean;
  readonly parametersDescription: string | null;
  readonly override: boolean;
}

const LONGEST_TEXT = 1_024;
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['', false],
]);

const incorrect = (detail: string): Result<never, ApiFailure> =>
  fail(apiFailure('InvalidRequestBody', `Request body is incorrect: ${detail}`));

const readText = ({ fields }: MultipartForm, part: string): Result<string | null, ApiFailure> => {
  const text = fields.get(part.toLowerCase()) ?? '';
  if (text.length > LONGEST_TEXT) return incorrect(`${part} has more than ${LONGEST_TEXT} characters`);
  return ok(text === '' ? null : storableText(text));
};

const readFlag = ({ fields }: MultipartForm, part: string): Result<boolean, ApiFailure> => {
  const flag = FLAGS.get((fields.get(part.toLowerCase()) ?? '').trim().toLowerCase());
  return flag === undefined ? incorrect(`${part} must be true or false`) : ok(flag);
};

const readFile = ({
  files,
}: MultipartForm): Result<Pick<LibraryUpload, 'fileName' | 'content'>, ApiFailure> => {
  const file = files.get('file');
  if (!file) return incorrect('the part File, with a filename, is missing');
  const fileName = file.name.split(/[/\\]/).at(-1) ?? '';
  if (!isLibraryFileName(fileName))
    return fail(
      apiFailure(
        'InvalidInput',
        'The file name is not one that the library takes: letters and digits, -, _ and ., at most 255.',
      ),
    );
  return file.content.length > LARGEST_LIBRARY_FILE
    ? incorrect('the file has more than 20 MB')
    : ok({ fileName, content: file.content });
};

/** Reads the form of an upload (reference: defender-endpoint-core, section 5.4). */
export const readLibraryUpload = (form: MultipartForm): Result<LibraryUpload, ApiFailure> => {
  const file = readFile(form);
  if (!file.ok) return file;
  const description = readText(form, 'Description');
  if (!description.ok) return description;
  const parametersDescription = readText(form, 'ParametersDescription');
  if (!parametersDescription.ok) return parametersDescription;
  const hasParameters = readFlag(form, 'HasParameters');
  if (!hasParameters.ok) return hasParameters;
  const override = readFlag(form, 'OverrideIfExists');
  if (!override.ok) return override;
  return ok({
    ...file.value,
    description: description.value,
    hasParameters: hasParameters.value || parametersDescription.value !== null,
    parametersDescription: parametersDescription.value,
    override: override.value,
  });
};
