import { ok, type Result } from '@vakt/contract/result';
import type { Column } from '../plan/column.ts';
import type { ConstantValue } from '../plan/expression.ts';
import type { ExternalFormat, ExternalSource, FieldMapping } from '../plan/external-source.ts';
import { cellOfJson, cellOfText, emptyCell } from './cell.ts';
import { type Delimiting, delimitedRecords } from './delimited.ts';
import { type JsonRecord, jsonRecords } from './json-records.ts';

export type ExternalRow = readonly ConstantValue[];

const DELIMITED: Readonly<Partial<Record<ExternalFormat, Delimiting>>> = {
  csv: { separator: ',', quoting: 'quotes' },
  tsv: { separator: '\t', quoting: 'quotes' },
  psv: { separator: '|', quoting: 'quotes' },
  scsv: { separator: ';', quoting: 'quotes' },
  sohsv: { separator: '\u0001', quoting: 'quotes' },
  tsve: { separator: '\t', quoting: 'backslash' },
};

/** Lines that are not empty, each a record of one field. */
function* lineRecords(text: string): Generator<Result<string[], string>> {
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
    if (line !== '') yield ok([line]);
    start = end + 1;
  }
}

function* wholeText(text: string): Generator<Result<string[], string>> {
  yield ok([text]);
}

const fieldRecords = (text: string, format: ExternalFormat): Generator<Result<string[], string>> => {
  const delimiting = DELIMITED[format];
  if (delimiting) return delimitedRecords(text, delimiting);
  return format === 'raw' ? wholeText(text) : lineRecords(text);
};

type Mapping = Readonly<Record<string, FieldMapping>> | undefined;

const fieldsAsRow = (fields: readonly string[], columns: readonly Column[], mapping: Mapping): ExternalRow =>
  columns.map(({ name, type }, place) => {
    const field = mapping ? mapping[name] : ({ kind: 'ordinal', ordinal: place } as const);
    if (field?.kind === 'constant') return cellOfText(field.text, type);
    const text = field?.kind === 'ordinal' ? fields[field.ordinal] : undefined;
    return text === undefined ? emptyCell(type) : cellOfText(text, type);
  });

const member = (value: unknown, step: string | number): unknown => {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as JsonRecord)[step];
};

const bagAsRow = (record: JsonRecord, columns: readonly Column[], mapping: Mapping): ExternalRow =>
  columns.map(({ name, type }) => {
    const field = mapping ? mapping[name] : ({ kind: 'path', steps: [name] } as const);
    if (field?.kind === 'constant') return cellOfText(field.text, type);
    if (field?.kind !== 'path') return emptyCell(type);
    return cellOfJson(field.steps.reduce<unknown>(member, record), type);
  });

const rowsIn = function* <Item>(
  records: Generator<Result<Item, string>>,
  asRow: (record: Item) => ExternalRow,
  skipsFirst: boolean,
): Generator<Result<ExternalRow, string>> {
  let isHead = skipsFirst;
  for (const record of records) {
    if (!record.ok) yield record;
    else if (!isHead) yield ok(asRow(record.value));
    isHead = false;
  }
};

/** The rows that a document's text holds, one at a time; the last may be a failure, in a few words. */
export const externalRows = (
  text: string,
  format: ExternalFormat,
  columns: readonly Column[],
  { skipsFirst, mapping }: Pick<ExternalSource, 'skipsFirst' | 'mapping'>,
): Generator<Result<ExternalRow, string>> =>
  format === 'json' || format === 'multijson'
    ? rowsIn(jsonRecords(text), record => bagAsRow(record, columns, mapping), skipsFirst)
    : rowsIn(fieldRecords(text, format), fields => fieldsAsRow(fields, columns, mapping), skipsFirst);
