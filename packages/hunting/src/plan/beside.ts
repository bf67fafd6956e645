/** Functions that the lake's engine lacks: they are evaluated beside it, over the different values that the rows have. */
import type { Column } from './column.ts';
import type { Expression } from './expression.ts';
import type { Relation } from './relation.ts';
import { columnsUsed, expressionsOf, inputsOf, isArbitrary, operandsOf } from './walk.ts';

/** Functions of places, over the JSON of all their arguments. */
export const geographyNames = [
  'geo_azimuth',
  'geo_angle',
  'geo_line_length',
  'geo_distance_point_to_line',
  'geo_distance_point_to_polygon',
  'geo_point_in_polygon',
  'geo_polygon_area',
  'geo_polygon_perimeter',
  'geo_point_to_s2cell',
  'geo_s2cell_to_central_point',
  'geo_geohash_to_polygon',
  'geo_geohash_neighbors',
] as const;

export type GeographyName = (typeof geographyNames)[number];

/** Functions of one text; what they do not know is the empty text. */
export const besideNames = [
  'parse_xml',
  'gzip_compress_to_base64_string',
  'gzip_decompress_from_base64_string',
  'zlib_compress_to_base64_string',
  'zlib_decompress_from_base64_string',
  'punycode_from_string',
  'punycode_to_string',
  'punycode_domain_from_string',
  'punycode_domain_to_string',
  // of a graph's edges, each the JSON of its two nodes
  'weak_components',
  'strong_components',
  ...geographyNames,
] as const;

export type BesideName = (typeof besideNames)[number];

const names: ReadonlySet<string> = new Set(besideNames);

/** A call of such a function: its argument, and the rows whose columns that names. */
export interface BesideCall {
  readonly name: BesideName;
  readonly argument: Expression;
  /** None where the argument names no column. */
  readonly rows: Relation | undefined;
}

/** What such functions give for the values that were found, by function and value. */
export type BesideValues = ReadonlyMap<BesideName, ReadonlyMap<string, string>>;

/** The one row that an expression without columns sees. */
const oneRow: Relation = { kind: 'rows', columns: [], rows: [[]] };

const inputWith = (relation: Relation, columns: readonly Column[]): Relation | undefined =>
  inputsOf(relation).find(({ columns: own }) =>
    columns.every(({ id }) => own.some(column => column.id === id)),
  );

const callsIn = (relation: Relation, expression: Expression): BesideCall[] => {
  const inner = operandsOf(expression).flatMap(operand => callsIn(relation, operand));
  const [argument] = expression.kind === 'call' ? expression.arguments : [];
  if (expression.kind !== 'call' || !argument || !names.has(expression.name)) return inner;
  const columns = columnsUsed([argument]);
  const rows = columns.length === 0 ? oneRow : inputWith(relation, columns);
  return [...inner, { name: expression.name as BesideName, argument, rows }];
};

/** The calls of a plan, those whose values others need first. */
export const besideCallsOf = (relation: Relation): BesideCall[] => [
  ...inputsOf(relation).flatMap(besideCallsOf),
  ...expressionsOf(relation).flatMap(expression => callsIn(relation, expression)),
];

/** The rows without the limits that take some of them: what is left does not change from one reading to the next. */
const beforeLimits = (rows: Relation): Relation => {
  if (rows.kind === 'limit' || rows.kind === 'first-per-key') return beforeLimits(rows.input);
  const isRowWise = rows.kind === 'project' || rows.kind === 'filter' || rows.kind === 'expand';
  return isRowWise && isArbitrary(rows.input) ? { ...rows, input: beforeLimits(rows.input) } : rows;
};

/** A plan for the different values of a call's argument, at most `count`; `undefined` when the rows are others each time. */
export const argumentValues = ({ argument, rows }: BesideCall, count: bigint): Relation | undefined => {
  const input = rows && (isArbitrary(rows) ? beforeLimits(rows) : rows);
  if (!input || isArbitrary(input)) return undefined;
  const column: Column = { id: -1, name: 'value', type: 'string' };
  const distinct: Relation = {
    kind: 'aggregate',
    columns: [column],
    input,
    keys: [{ column, value: argument }],
    calls: [],
    picks: [],
  };
  return { kind: 'limit', columns: [column], input: distinct, count };
};
