import { fail, ok, type Result } from '@vakt/contract/result';
import { isJsonObject, type JsonValue, parseJson } from '../json/parse.ts';

/** One record of a text, in order: parsed, or the reason why its line could not be. */
export type RecordSlot = Result<JsonValue, string>;

/** The records of a parsed document: an envelope's `records`, or the document itself. */
export const recordsIn = (document: JsonValue): readonly JsonValue[] =>
  isJsonObject(document) && Array.isArray(document.records)
    ? (document.records as readonly JsonValue[])
    : [document];

const slotsIn = (document: JsonValue): readonly RecordSlot[] => recordsIn(document).map(record => ok(record));

/** The records of one line: an envelope's `records`, or the line itself; a bad line is one bad record. */
export const recordsOfLine = (line: string): readonly RecordSlot[] => {
  const document = parseJson(line);
  return document.ok ? slotsIn(document.value) : [fail(`the line ${document.error}`)];
};

/**
 * The records of a whole text: an envelope `{"records": [...]}` (on one line or pretty-printed), or one record or
 * envelope a line.
 *
 * @returns the slots in order; a failure when the text is neither.
 */
export const recordsOfText = (text: string): Result<readonly RecordSlot[], string> => {
  const content = text.trim();
  if (content === '') return fail('is empty');
  const firstEnd = content.indexOf('\n');
  const firstLine = firstEnd === -1 ? content : content.slice(0, firstEnd);
  const first = parseJson(firstLine);
  if (!first.ok || firstEnd === -1) {
    const whole = firstEnd === -1 ? first : parseJson(content);
    if (whole.ok) return isJsonObject(whole.value) ? ok(slotsIn(whole.value)) : fail('is not a JSON object');
    if (firstEnd === -1) return fail(whole.error);
  }
  return ok(
    content
      .split('\n')
      .filter(line => line.trim() !== '')
      .flatMap(recordsOfLine),
  );
};
