import { isTextual, type KustoType } from '../kusto-type.ts';
import type { ConstantValue } from '../plan/expression.ts';
import { isJson } from '../value/json.ts';
import { readScalar } from '../value/scalar-text.ts';
import { numberText } from './json-records.ts';

/** What a column holds where a record says nothing, or something that its type cannot hold. */
export const emptyCell = (type: KustoType): ConstantValue => (isTextual(type) ? '' : null);

/** The text of a field as a value of its column; what spells none is null, as in ingestion. */
export const cellOfText = (text: string, type: KustoType): ConstantValue => {
  if (type === 'string') return text;
  if (type === 'dynamic') {
    if (text.trim() === '') return null;
    return isJson(text) ? text : JSON.stringify(text);
  }
  return readScalar[type](text.trim()) ?? emptyCell(type);
};

/** A member of a JSON record as a value of its column. */
export const cellOfJson = (value: unknown, type: KustoType): ConstantValue => {
  if (value === undefined || value === null) return emptyCell(type);
  if (type === 'dynamic') return JSON.stringify(value);
  return cellOfText(typeof value === 'string' ? value : (numberText(value) ?? JSON.stringify(value)), type);
};
