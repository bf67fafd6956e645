/** Lines and polygons in GeoJSON (RFC 7946). */
import {
  cross,
  dot,
  isWithoutEdge,
  metresBetween,
  metresToEdge,
  type Place,
  RADIUS,
  triangleArea,
  vectorOf,
} from './sphere.ts';

export type Edge = readonly [Place, Place];

/** Places on the way around an area; the last is the first again. */
type Ring = readonly Place[];

/** The ring around an area, then those around its holes. */
export type Polygon = readonly Ring[];

const isNumber = (value: unknown, most: number): value is number =>
  typeof value === 'number' && Math.abs(value) <= most;

/** A place, when both of its numbers are there and mean one. */
export const asPlace = (longitude: unknown, latitude: unknown): Place | undefined =>
  isNumber(longitude, 180) && isNumber(latitude, 90) ? [longitude, latitude] : undefined;

/** All of what `read` makes of an array's elements; nothing when one of them is not readable. */
const all = <Item>(value: unknown, read: (item: unknown) => Item | undefined): Item[] | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items: Item[] = [];
  for (const element of value) {
    const item = read(element);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
};

const asPlaces = (value: unknown): Place[] | undefined =>
  all(value, item => (Array.isArray(item) ? asPlace(item[0], item[1]) : undefined));

const parts = (shape: unknown): { readonly type: unknown; readonly coordinates: unknown } =>
  typeof shape === 'object' && shape !== null && 'type' in shape && 'coordinates' in shape
    ? shape
    : { type: undefined, coordinates: undefined };

const edgesOf = (places: readonly Place[]): Edge[] =>
  places.slice(1).map((place, index): Edge => [places[index] ?? place, place]);

const asPath = (value: unknown): Edge[] | undefined => {
  const places = asPlaces(value);
  return places && places.length >= 2 ? edgesOf(places) : undefined;
};

/** The edges of a LineString or MultiLineString, an edge that several lines share once. */
export const lineEdges = (shape: unknown): readonly Edge[] | undefined => {
  const { type, coordinates } = parts(shape);
  const path = type === 'LineString' ? asPath(coordinates) : undefined;
  const edges = type === 'MultiLineString' ? all(coordinates, asPath)?.flat() : path;
  return edges && [...new Map(edges.map(edge => [JSON.stringify(edge.toSorted()), edge])).values()];
};

const asRing = (value: unknown): Ring | undefined => {
  const places = asPlaces(value);
  if (!places || places.length < 4) return undefined;
  const [first, last] = [places[0], places.at(-1)];
  const different = new Set(places.map(place => place.join(' ')));
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return isClosed && different.size === places.length - 1 ? places : undefined;
};

const asPolygon = (value: unknown): Polygon | undefined => all(value, asRing);

/** The polygons of a Polygon or MultiPolygon; nothing where one of them is not as the manual wants it. */
export const polygonsOf = (shape: unknown): readonly Polygon[] | undefined => {
  const { type, coordinates } = parts(shape);
  const one = type === 'Polygon' ? asPolygon(coordinates) : undefined;
  return type === 'MultiPolygon' ? all(coordinates, asPolygon) : one && [one];
};

export const edgesLength = (edges: readonly Edge[]): number =>
  edges.reduce((sum, [from, to]) => sum + metresBetween(from, to), 0);

export const distanceToEdges = (place: Place, edges: readonly Edge[]): number =>
  Math.min(
    ...edges.map(edge =>
      isWithoutEdge(...edge) ? metresBetween(place, edge[0]) : metresToEdge(place, edge),
    ),
  );

export const polygonEdges = (polygon: Polygon): Edge[] => polygon.flatMap(edgesOf);

/** The area that a ring goes around counterclockwise, on the unit sphere. */
const signedArea = (ring: Ring): number => {
  const [first, ...rest] = ring.map(vectorOf);
  if (!first) return 0;
  return rest
    .slice(1)
    .reduce((sum, corner, index) => sum + triangleArea(first, rest[index] ?? corner, corner), 0);
};

const SPHERE = 4 * Math.PI;

/** The smaller of the two areas that a ring divides the sphere into, in square metres. */
const ringArea = (ring: Ring): number => {
  const area = Math.abs(signedArea(ring)) % SPHERE;
  return Math.min(area, SPHERE - area) * RADIUS ** 2;
};

export const polygonArea = ([shell = [], ...holes]: Polygon): number =>
  holes.reduce((rest, hole) => rest - ringArea(hole), ringArea(shell));

/** By how much the direction to a ring's places turns around a place in all. */
const turns = (place: Place, ring: Ring): number => {
  const here = vectorOf(place);
  const turn = edgesOf(ring).reduce((sum, [from, to]) => {
    const [a, b] = [cross(here, vectorOf(from)), cross(here, vectorOf(to))];
    return sum + Math.atan2(dot(here, cross(a, b)), dot(a, b));
  }, 0);
  return Math.round(turn / (2 * Math.PI));
};

/** Once around the place, and the way in which the ring goes around its own area. */
const isInRing = (place: Place, ring: Ring): boolean => turns(place, ring) === Math.sign(signedArea(ring));

export const isInPolygon = (place: Place, [shell = [], ...holes]: Polygon): boolean =>
  isInRing(place, shell) && !holes.some(hole => isInRing(place, hole));
