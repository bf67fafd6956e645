import { of, type Signatures } from './signature.ts';

/** Functions of places on the earth; what has an outline of many sides stays refused. */
export const geography: Signatures = {
  geo_distance_2points: of('geo_distance_2points', 'real', 'real', 'real', 'real'),
  geo_point_in_circle: of('geo_point_in_circle', 'real', 'real', 'real', 'real', 'real'),
  geo_geohash_to_central_point: of('geo_geohash_to_central_point', 'string'),
  geo_point_to_h3cell: of('geo_point_to_h3cell', 'real', 'real', 'long'),
  geo_h3cell_parent: of('geo_h3cell_parent', 'string', 'long'),
  geo_h3cell_children: of('geo_h3cell_children', 'string', 'long'),
  geo_h3cell_neighbors: of('geo_h3cell_neighbors', 'string'),
  geo_h3cell_rings: of('geo_h3cell_rings', 'string', 'long'),
  geo_h3cell_to_polygon: of('geo_h3cell_to_polygon', 'string'),
  geo_h3cell_to_central_point: of('geo_h3cell_to_central_point', 'string'),
  geo_h3cell_level: of('geo_h3cell_level', 'string'),
};
