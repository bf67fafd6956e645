import type { KustoType } from '../../kusto-type.ts';
import type { GeographyName } from '../../plan/beside.ts';
import { call, constant } from '../../plan/expression.ts';
import { constantOf } from '../constants.ts';
import { convert } from '../conversion.ts';
import { unsupported } from '../refusal.ts';
import { argumentAt, type Rewrite, type Rewrites } from './arguments.ts';

/** The lake names cells with at most so many letters. */
const LONGEST_GEOHASH = 12n;

/** `geo_point_to_geohash(longitude, latitude[, accuracy])`. */
const geohash: Rewrite = (given, node) => {
  const size = constantOf(given[2] ?? constant('long', 5n), 'long')?.value;
  if (typeof size !== 'bigint' || size > LONGEST_GEOHASH)
    throw unsupported('geo_point_to_geohash() with an accuracy that is computed or above 12', node);
  const place = [0, 1].map(index => convert(argumentAt(given, index, node), 'real', node));
  return call('geo_point_to_geohash', 'string', ...place, constant('long', size));
};

/** What a text spells, as a value of the type that the function has. */
const READERS = { real: 'todouble', bool: 'tobool', dynamic: 'parse_json', string: undefined } as const;

/** A function that is evaluated beside the lake, over the JSON of its arguments. */
const beside =
  (name: GeographyName, type: keyof typeof READERS, ...parameters: readonly KustoType[]): Rewrite =>
  (given, node) => {
    const values = parameters.flatMap((parameter, place) => {
      const value = given[place];
      return value ? [convert(value, parameter, node)] : [];
    });
    const answer = call(name, 'string', call('tostring', 'string', call('pack_array', 'dynamic', ...values)));
    const reader = READERS[type];
    return reader ? call(reader, type, answer) : answer;
  };

/** `geo_polygon_area(polygon)`: the union of several polygons has edges that none of them has. */
const ofOnePolygon =
  (name: 'geo_polygon_area' | 'geo_polygon_perimeter'): Rewrite =>
  (given, node) => {
    const polygon = constantOf(argumentAt(given, 0, node), 'dynamic')?.value;
    if (typeof polygon !== 'string' || /"MultiPolygon"/.test(polygon))
      throw unsupported(`${name}() of several polygons, or of one that is computed,`, node);
    return beside(name, 'real', 'dynamic')(given, node);
  };

/** `geo_point_to_s2cell(longitude, latitude[, level])`. */
const s2Cell: Rewrite = (given, node) => {
  const level = given[2] ?? constant('long', 11n);
  return beside(
    'geo_point_to_s2cell',
    'string',
    'real',
    'real',
    'long',
  )([argumentAt(given, 0, node), argumentAt(given, 1, node), level], node);
};

/** Functions of places whose cells have a size, and those that the engine lacks. */
export const geographyRewrites: Rewrites = {
  geo_point_to_geohash: geohash,
  geo_azimuth: beside('geo_azimuth', 'real', 'real', 'real', 'real', 'real'),
  geo_angle: beside('geo_angle', 'real', 'real', 'real', 'real', 'real', 'real', 'real'),
  geo_line_length: beside('geo_line_length', 'real', 'dynamic'),
  geo_distance_point_to_line: beside('geo_distance_point_to_line', 'real', 'real', 'real', 'dynamic'),
  geo_distance_point_to_polygon: beside('geo_distance_point_to_polygon', 'real', 'real', 'real', 'dynamic'),
  geo_point_in_polygon: beside('geo_point_in_polygon', 'bool', 'real', 'real', 'dynamic'),
  geo_polygon_area: ofOnePolygon('geo_polygon_area'),
  geo_polygon_perimeter: ofOnePolygon('geo_polygon_perimeter'),
  geo_point_to_s2cell: s2Cell,
  geo_s2cell_to_central_point: beside('geo_s2cell_to_central_point', 'dynamic', 'string'),
  geo_geohash_to_polygon: beside('geo_geohash_to_polygon', 'dynamic', 'string'),
  geo_geohash_neighbors: beside('geo_geohash_neighbors', 'dynamic', 'string'),
};
