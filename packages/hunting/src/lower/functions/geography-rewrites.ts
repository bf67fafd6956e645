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

/** Functions of places whose cells have a size. */
export const geographyRewrites: Rewrites = { geo_point_to_geohash: geohash };
