/** Places on the earth, which is a sphere here (manual: geo_distance_2points). */
import { list, type Sql, sql } from '../sql.ts';
import { plain, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';

const nothing = sql`NULL`;

/** The radius of the sphere in metres; with it the manual's own example comes out to the last digit. */
const RADIUS = sql`6371010`;

/** Whether a longitude and a latitude in degrees are a place. */
export const isPlace = (longitude: Sql, latitude: Sql): Sql =>
  sql`(abs(${longitude}) <= 180 AND abs(${latitude}) <= 90)`;

const halfSine = (degrees: Sql): Sql => sql`pow(sin(radians(${degrees}) / 2), 2)`;

const metres = (fromX: Sql, fromY: Sql, toX: Sql, toY: Sql): Sql => {
  const across = sql`cos(radians(${fromY})) * cos(radians(${toY})) * ${halfSine(sql`(${toX} - ${fromX})`)}`;
  return sql`(2 * ${RADIUS} * asin(sqrt(least(1, ${halfSine(sql`(${toY} - ${fromY})`)} + ${across}))))`;
};

const distance = simple(
  (fromX = nothing, fromY = nothing, toX = nothing, toY = nothing) =>
    sql`if(${isPlace(fromX, fromY)} AND ${isPlace(toX, toY)}, ${metres(fromX, fromY, toX, toY)}, NULL)`,
  true,
);

const isInCircle = simple(
  (x = nothing, y = nothing, centreX = nothing, centreY = nothing, radius = nothing) =>
    sql`if(${isPlace(x, y)} AND ${isPlace(centreX, centreY)} AND ${radius} >= 0, ${metres(x, y, centreX, centreY)} <= ${radius}, NULL)`,
  true,
);

/** The name of the cell that holds a place; empty where there is no place or no such size of cell. */
const geohash: EmitFunction = (given, { type }) => {
  const [longitude = nothing, latitude = nothing, size = nothing] = given.map(plain);
  const known = sql`ifNull(${isPlace(longitude, latitude)} AND ${size} >= 1, false)`;
  const [x, y] = [longitude, latitude].map(degrees => sql`if(${known}, assumeNotNull(${degrees}), 0)`);
  const name = sql`geohashEncode(${x ?? nothing}, ${y ?? nothing}, toUInt8(greatest(${size}, 1)))`;
  return valueFrom(sql`if(${known}, ${name}, '')`, type, given);
};

/** The middle of a geohash as a point of GeoJSON. */
const centre = simple((name = sql`''`) => {
  const place = (part: Sql): Sql => sql`toString(geohashDecode(lower(${name})).${part})`;
  const coordinates = list([place(sql`1`), sql`','`, place(sql`2`)]);
  const point = sql`concat('{"type":"Point","coordinates":[', ${coordinates}, ']}')`;
  return sql`if(match(${name}, '^[0-9b-hjkmnp-zB-HJKMNP-Z]{1,12}$'), ${point}, '')`;
});

export const geography = {
  geo_distance_2points: distance,
  geo_point_in_circle: isInCircle,
  geo_point_to_geohash: geohash,
  geo_geohash_to_central_point: centre,
} satisfies Record<string, EmitFunction>;
