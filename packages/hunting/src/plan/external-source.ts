import type { Span } from '../failure.ts';

/** How a document's text becomes records (manual: data formats supported for ingestion). */
export type ExternalFormat =
  | 'csv'
  | 'tsv'
  | 'tsve'
  | 'psv'
  | 'scsv'
  | 'sohsv'
  | 'txt'
  | 'raw'
  | 'json'
  | 'multijson';

export const EXTERNAL_FORMATS: readonly ExternalFormat[] = [
  'csv',
  'tsv',
  'tsve',
  'psv',
  'scsv',
  'sohsv',
  'txt',
  'raw',
  'json',
  'multijson',
];

/** From where in a record a column is filled: a field by its place, a member by its path, or one text for all. */
export type FieldMapping =
  | { readonly kind: 'ordinal'; readonly ordinal: number }
  | { readonly kind: 'path'; readonly steps: readonly (string | number)[] }
  | { readonly kind: 'constant'; readonly text: string };

/** Documents outside the lake whose records are rows of a query: what `externaldata` says. */
export interface ExternalSource {
  readonly locations: readonly string[];
  /** By the document's name when it is not given. */
  readonly format: ExternalFormat | undefined;
  /** Whether the first record of each document is its head. */
  readonly skipsFirst: boolean;
  /** By column name; without it fields go by their place and members by their name. */
  readonly mapping: Readonly<Record<string, FieldMapping>> | undefined;
  /** Where in the query the documents are named. */
  readonly at: Span;
}
