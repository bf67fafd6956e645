import { fail, ok, type Result } from '@vakt/contract/result';

/** What separates the fields of a record, and how a field may hold separators itself. */
export interface Delimiting {
  readonly separator: string;
  /** Double quotes around a field, doubled inside (RFC 4180), or a backslash before a character. */
  readonly quoting: 'quotes' | 'backslash';
}

type Field = Result<{ readonly text: string; readonly end: number }, string>;

const isLineEnd = (text: string, at: number): boolean =>
  text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n');

/** The first place from `start` on where the field ends: a separator, a line end or the end. */
const endOfField = (text: string, start: number, separator: string): number => {
  let end = start;
  while (end < text.length && text[end] !== separator && !isLineEnd(text, end)) end += 1;
  return end;
};

/** A field in quotes; what stands between its closing quote and the separator belongs to it as it is. */
const quotedField = (text: string, start: number, separator: string): Field => {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return fail('a quoted field does not end');
  const end = endOfField(text, close + 1, separator);
  return ok({ text: text.slice(start + 1, close).replaceAll('""', '"') + text.slice(close + 1, end), end });
};

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const escapedField = (text: string, start: number, separator: string): Field => {
  let end = start;
  while (end < text.length && text[end] !== separator && !isLineEnd(text, end))
    end += text[end] === '\\' ? 2 : 1;
  end = Math.min(end, text.length);
  const plain = text
    .slice(start, end)
    .replaceAll(/\\([^])/g, (_whole, next: string) => ESCAPED[next] ?? next);
  return ok({ text: plain, end });
};

const fieldAt = (text: string, start: number, { separator, quoting }: Delimiting): Field => {
  if (quoting === 'backslash') return escapedField(text, start, separator);
  if (text[start] === '"') return quotedField(text, start, separator);
  const end = endOfField(text, start, separator);
  return ok({ text: text.slice(start, end), end });
};

/** The records of a text of separated values, one at a time; empty lines are none. The last may be a failure. */
export function* delimitedRecords(text: string, delimiting: Delimiting): Generator<Result<string[], string>> {
  let at = 0;
  let fields: string[] = [];
  while (at < text.length) {
    if (fields.length === 0 && isLineEnd(text, at)) {
      at += text[at] === '\r' ? 2 : 1;
      continue;
    }
    const field = fieldAt(text, at, delimiting);
    if (!field.ok) return yield field;
    fields.push(field.value.text);
    at = field.value.end;
    if (text[at] === delimiting.separator) {
      at += 1;
      // A separator at the very end has an empty field after it.
      if (at < text.length && !isLineEnd(text, at)) continue;
      fields.push('');
    }
    yield ok(fields);
    fields = [];
    at += text[at] === '\r' ? 2 : 1;
  }
}
