/** Places on the earth, which is a sphere (manual: geo_distance_2points); edges are the shortest ways between places. */

/** Longitude and latitude in degrees. */
export type Place = readonly [number, number];

/** The direction of a place from the centre of the sphere, of length 1. */
export type Vector = readonly [number, number, number];

/** The radius of the sphere in metres. */
export const RADIUS = 6_371_010;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

export const vectorOf = ([longitude, latitude]: Place): Vector => {
  const [across, up] = [radians(longitude), radians(latitude)];
  return [Math.cos(up) * Math.cos(across), Math.cos(up) * Math.sin(across), Math.sin(up)];
};

export const placeOf = ([x, y, z]: Vector): Place => [
  degrees(Math.atan2(y, x)),
  degrees(Math.atan2(z, Math.hypot(x, y))),
];

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const size = (vector: Vector): number => Math.hypot(...vector);

/** The angle between two directions; exact for small ones, too. */
export const angleBetween = (a: Vector, b: Vector): number => Math.atan2(size(cross(a, b)), dot(a, b));

const haversine = (angle: number): number => Math.sin(angle / 2) ** 2;

/** Metres between two places, by the formula that comes out as the manual's samples do. */
export const metresBetween = ([fromX, fromY]: Place, [toX, toY]: Place): number => {
  const along = Math.cos(radians(fromY)) * Math.cos(radians(toY)) * haversine(radians(toX - fromX));
  return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, haversine(radians(toY - fromY)) + along)));
};

/** The angle at a place from north to another place, clockwise, from 0 up to a full turn. */
export const azimuth = ([fromX, fromY]: Place, [toX, toY]: Place): number => {
  const [turn, from, to] = [radians(toX - fromX), radians(fromY), radians(toY)];
  const east = Math.sin(turn) * Math.cos(to);
  const north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn);
  return (Math.atan2(east, north) + 2 * Math.PI) % (2 * Math.PI);
};

const TINY = 1e-15;

/** Whether no edge, or many, lead from one place to the other: they are the same or opposite. */
export const isWithoutEdge = (a: Place, b: Place): boolean => size(cross(vectorOf(a), vectorOf(b))) < TINY;

/** Metres from a place to the nearest point of an edge. */
export const metresToEdge = (place: Place, [from, to]: readonly [Place, Place]): number => {
  const [p, a, b] = [vectorOf(place), vectorOf(from), vectorOf(to)];
  const pole = cross(a, b);
  const isBeside = dot(cross(pole, a), p) > 0 && dot(cross(b, pole), p) > 0;
  if (!isBeside) return Math.min(metresBetween(place, from), metresBetween(place, to));
  return RADIUS * Math.abs(Math.asin(Math.min(1, Math.max(-1, dot(p, pole) / size(pole)))));
};

/** The area of a triangle on the unit sphere, negative where its corners go clockwise. */
export const triangleArea = (a: Vector, b: Vector, c: Vector): number =>
  2 * Math.atan2(dot(a, cross(b, c)), 1 + dot(a, b) + dot(b, c) + dot(c, a));
