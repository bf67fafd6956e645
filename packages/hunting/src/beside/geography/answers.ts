/** Functions of places that the lake's engine lacks: each takes the JSON of its arguments. */
import type { GeographyName } from '../../plan/beside.ts';
import { geohashCorners, geohashNeighbours } from './geohashes.ts';
import { s2Cell, s2Centre } from './s2-cells.ts';
import {
  asPlace,
  distanceToEdges,
  edgesLength,
  isInPolygon,
  lineEdges,
  polygonArea,
  polygonEdges,
  polygonsOf,
} from './shapes.ts';
import { azimuth, isWithoutEdge, type Place } from './sphere.ts';

type Arguments = readonly unknown[];

/** A number, a truth, a text or GeoJSON; nothing where an argument means nothing. */
type Answer = (given: Arguments) => number | boolean | string | object | undefined;

const placeAt = (given: Arguments, first: number): Place | undefined =>
  asPlace(given[first], given[first + 1]);

const direction: Answer = given => {
  const [from, to] = [placeAt(given, 0), placeAt(given, 2)];
  return from && to && !isWithoutEdge(from, to) ? azimuth(from, to) : undefined;
};

/** Clockwise from the line that comes to the second place to the one that leaves it. */
const angle: Answer = given => {
  const [before, here, after] = [0, 2, 4].map(first => placeAt(given, first));
  if (!before || !here || !after || isWithoutEdge(before, here) || isWithoutEdge(here, after))
    return undefined;
  const turn = azimuth(here, after) - azimuth(here, before);
  return turn < 0 ? turn + 2 * Math.PI : turn;
};

const lineLength: Answer = ([line]) => {
  const edges = lineEdges(line);
  return edges && edgesLength(edges);
};

const distanceToLine: Answer = given => {
  const [place, edges] = [placeAt(given, 0), lineEdges(given[2])];
  return place && edges && distanceToEdges(place, edges);
};

const isInside: Answer = given => {
  const [place, polygons] = [placeAt(given, 0), polygonsOf(given[2])];
  return place && polygons?.some(polygon => isInPolygon(place, polygon));
};

const distanceToPolygon: Answer = given => {
  const [place, polygons] = [placeAt(given, 0), polygonsOf(given[2])];
  if (!place || !polygons) return undefined;
  return polygons.some(polygon => isInPolygon(place, polygon))
    ? 0
    : distanceToEdges(place, polygons.flatMap(polygonEdges));
};

const area: Answer = ([shape]) => {
  const [polygon, second] = polygonsOf(shape) ?? [];
  return polygon && !second ? polygonArea(polygon) : undefined;
};

const perimeter: Answer = ([shape]) => {
  const [polygon, second] = polygonsOf(shape) ?? [];
  return polygon && !second ? edgesLength(polygonEdges(polygon)) : undefined;
};

const s2CellAt: Answer = given => {
  const [place, level] = [placeAt(given, 0), given[2]];
  const isLevel = typeof level === 'number' && Number.isInteger(level) && level >= 0 && level <= 30;
  return place && isLevel ? s2Cell(place, level) : undefined;
};

const s2Point: Answer = ([name]) => {
  const coordinates = s2Centre(String(name));
  return coordinates && { type: 'Point', coordinates };
};

const geohashPolygon: Answer = ([name]) => {
  const corners = geohashCorners(String(name));
  return corners && { type: 'Polygon', coordinates: [corners] };
};

const answers: Readonly<Record<GeographyName, Answer>> = {
  geo_azimuth: direction,
  geo_angle: angle,
  geo_line_length: lineLength,
  geo_distance_point_to_line: distanceToLine,
  geo_distance_point_to_polygon: distanceToPolygon,
  geo_point_in_polygon: isInside,
  geo_polygon_area: area,
  geo_polygon_perimeter: perimeter,
  geo_point_to_s2cell: s2CellAt,
  geo_s2cell_to_central_point: s2Point,
  geo_geohash_to_polygon: geohashPolygon,
  geo_geohash_neighbors: ([name]) => geohashNeighbours(String(name)),
};

/** Coordinates are reals, whole ones too. */
const jsonOf = (answer: object): string =>
  JSON.stringify(answer, (_key, value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) ? `\u0001${value}` : value,
  ).replaceAll(/"\\u0001(-?\d+)"/g, '$1.0');

const answered =
  (answer: Answer) =>
  (json: string): string | undefined => {
    const value = answer(JSON.parse(json) as Arguments);
    if (value === undefined) return undefined;
    return typeof value === 'object' ? jsonOf(value) : String(value);
  };

/** The functions over the JSON of their arguments. */
export const geographyAnswers = Object.fromEntries(
  Object.entries(answers).map(([name, answer]) => [name, answered(answer)]),
) as Readonly<Record<GeographyName, (json: string) => string | undefined>>;
