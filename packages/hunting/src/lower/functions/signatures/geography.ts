import { of, type Signatures } from './signature.ts';

/** Functions of places on the earth; what has an outline of many sides stays refused. */
export const geography: Signatures = {
  geo_distance_2points: of('geo_distance_2points', 'real', 'real', 'real', 'real'),
  geo_point_in_circle: of('geo_point_in_circle', 'real', 'real', 'real', 'real', 'real'),
  geo_geohash_to_central_point: of('geo_geohash_to_central_point', 'string'),
};
