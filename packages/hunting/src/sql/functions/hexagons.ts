/** Cells of the earth by the names that H3 gives them (manual: geo_point_to_h3cell). */
import { arrayJson, realText } from '../dynamic.ts';
import { once } from '../once.ts';
import { identifier, type Sql, sql } from '../sql.ts';
import { plain, valueFrom } from '../value.ts';
import { type EmitFunction, simple } from './emit-function.ts';
import { isPlace } from './geography.ts';

const nothing = sql`NULL`;

/** A cell of size 6 for the rows that have none: the engine evaluates calls for them, too. */
const SOME_CELL = sql`toUInt64(604222352263217151)`;

const NUMBER = identifier('cell');
/** The cell of the row, or some other where it has none. */
const CELL = sql`if(h3IsValid(${NUMBER}), ${NUMBER}, ${SOME_CELL})`;

/** What is made of the cell that a text names; nothing where it names none, or where `isFitting` is false. */
const ofCell = (text: Sql, made: Sql, isFitting: Sql = sql`true`): Sql => {
  const digits = sql`if(match(${text}, '^[0-9a-fA-F]{15,16}$'), ${text}, '0')`;
  const number = sql`reinterpretAsUInt64(reverse(unhex(leftPad(${digits}, 16, '0'))))`;
  return once(NUMBER, number, cell => sql`if(h3IsValid(${cell}) AND ${isFitting}, ${made}, '')`);
};

const name = (cell: Sql): Sql => sql`h3ToString(${cell})`;

const names = (cells: Sql): Sql => arrayJson(sql`arrayMap(c -> concat('"', ${name(sql`c`)}, '"'), ${cells})`);

/** A cell's ring: the service begins with the neighbour in which the engine ends. */
const ring = (distance: Sql): Sql => sql`arrayRotateLeft(h3HexRing(${CELL}, toUInt16(${distance})), 1)`;

const place = (point: Sql): Sql =>
  sql`concat('[', ${realText(sql`${point}.2`)}, ',', ${realText(sql`${point}.1`)}, ']')`;

/** The name of the cell that holds a place. */
const cellAt: EmitFunction = (given, { type }) => {
  const [longitude = nothing, latitude = nothing, resolution = sql`6`] = given.map(plain);
  const known = sql`ifNull(${isPlace(longitude, latitude)} AND ${resolution} BETWEEN 0 AND 15, false)`;
  const [x, y, size] = [longitude, latitude, resolution].map(
    value => sql`if(${known}, assumeNotNull(${value}), 0)`,
  );
  const cell = sql`geoToH3(toFloat64(${y ?? nothing}), toFloat64(${x ?? nothing}), toUInt8(${size ?? nothing}))`;
  return valueFrom(sql`if(${known}, ${name(cell)}, '')`, type, given);
};

const parent = simple((text = nothing, resolution?: Sql) => {
  const own = sql`toInt64(h3GetResolution(${CELL}))`;
  const wanted = resolution ? sql`ifNull(${resolution}, -1)` : sql`(${own} - 1)`;
  const isFitting = sql`${wanted} BETWEEN 0 AND ${own}`;
  return ofCell(text, name(sql`h3ToParent(${CELL}, toUInt8(if(${isFitting}, ${wanted}, 0)))`), isFitting);
});

/** At most so many levels below a cell. */
const DEEPEST = sql`5`;

const children = simple((text = nothing, resolution?: Sql) => {
  const own = sql`toInt64(h3GetResolution(${CELL}))`;
  const wanted = resolution ? sql`ifNull(${resolution}, -1)` : sql`(${own} + 1)`;
  const isFitting = sql`${wanted} BETWEEN ${own} + 1 AND least(15, ${own} + ${DEEPEST})`;
  return ofCell(
    text,
    names(
      sql`h3ToChildren(if(${isFitting}, ${CELL}, ${SOME_CELL}), toUInt8(if(${isFitting}, ${wanted}, 7)))`,
    ),
    isFitting,
  );
});

/** The service's longest distance. */
const FARTHEST = sql`142`;

const rings = simple((text = nothing, distance = nothing) => {
  const isFitting = sql`ifNull(${distance} BETWEEN 0 AND ${FARTHEST}, false)`;
  const all = sql`range(toUInt16(if(${isFitting}, assumeNotNull(${distance}), 0) + 1))`;
  return ofCell(text, arrayJson(sql`arrayMap(k -> ${names(ring(sql`k`))}, ${all})`), isFitting);
});

const polygon = simple((text = nothing) => {
  const corners = sql`h3ToGeoBoundary(${CELL})`;
  const closed = sql`arrayPushBack(${corners}, ${corners}[1])`;
  const coordinates = arrayJson(sql`arrayMap(p -> ${place(sql`p`)}, ${closed})`);
  return ofCell(text, sql`concat('{"type":"Polygon","coordinates":[', ${coordinates}, ']}')`);
});

const centre = simple((text = nothing) =>
  ofCell(text, sql`concat('{"type":"Point","coordinates":', ${place(sql`h3ToGeo(${CELL})`)}, '}')`),
);

const level = simple(
  (text = nothing) => sql`toInt32OrNull(${ofCell(text, sql`toString(h3GetResolution(${CELL}))`)})`,
  true,
);

export const hexagons = {
  geo_point_to_h3cell: cellAt,
  geo_h3cell_parent: parent,
  geo_h3cell_children: children,
  geo_h3cell_neighbors: simple((text = nothing) => ofCell(text, names(ring(sql`1`)))),
  geo_h3cell_rings: rings,
  geo_h3cell_to_polygon: polygon,
  geo_h3cell_to_central_point: centre,
  geo_h3cell_level: level,
} satisfies Record<string, EmitFunction>;
