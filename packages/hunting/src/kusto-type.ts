/** The scalar types of the language. */
export type KustoType =
  | 'string'
  | 'int'
  | 'long'
  | 'real'
  | 'decimal'
  | 'bool'
  | 'datetime'
  | 'timespan'
  | 'guid'
  | 'dynamic';

const TYPES: ReadonlySet<string> = new Set<KustoType>([
  'string',
  'int',
  'long',
  'real',
  'decimal',
  'bool',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
]);

/** Reads the language service's name of a scalar type; `undefined` for any other name. */
export const parseKustoType = (name: string): KustoType | undefined =>
  TYPES.has(name) ? (name as KustoType) : undefined;

/** Whether values of `type` are numbers (`int`, `long`, `real`, `decimal`). */
export const isNumeric = (type: KustoType): boolean =>
  type === 'int' || type === 'long' || type === 'real' || type === 'decimal';

/** Whether values of `type` are whole numbers. */
export const isInteger = (type: KustoType): boolean => type === 'int' || type === 'long';

/** Whether a missing value of `type` is the empty text: strings have no null (manual: null values), that of guids is kept so. */
export const isTextual = (type: KustoType): boolean => type === 'string' || type === 'guid';
