/** Cells of the earth as Geohash names them: halves of longitudes and latitudes in turn. */
import type { Place } from './sphere.ts';

const LETTERS = '0123456789bcdefghjkmnpqrstuvwxyz';
const LONGEST = 18;

/** A cell by its place among those of its size, from the west and from the south. */
interface Cell {
  readonly column: number;
  readonly row: number;
  readonly columnBits: number;
  readonly rowBits: number;
}

const cellOf = (name: string): Cell | undefined => {
  const letters = [...name.toLowerCase()].map(letter => LETTERS.indexOf(letter));
  if (letters.length === 0 || letters.length > LONGEST || letters.includes(-1)) return undefined;
  const bits = letters.map(letter => letter.toString(2).padStart(5, '0')).join('');
  const own = (first: number): string => [...bits].filter((_, index) => index % 2 === first).join('');
  const [columns, rows] = [own(0), own(1)];
  return {
    column: Number.parseInt(columns, 2),
    row: Number.parseInt(rows || '0', 2),
    columnBits: columns.length,
    rowBits: rows.length,
  };
};

const nameOf = ({ column, row, columnBits, rowBits }: Cell): string => {
  const [columns, rows] = [
    column.toString(2).padStart(columnBits, '0'),
    row.toString(2).padStart(rowBits, '0'),
  ];
  const bits = [...columns].map((bit, index) => bit + (rows[index] ?? '')).join('');
  return bits.replace(/.{5}/g, letter => LETTERS.charAt(Number.parseInt(letter, 2)));
};

/** The corners of a cell counterclockwise from the south-west, which is also the last. */
export const geohashCorners = (name: string): readonly Place[] | undefined => {
  const cell = cellOf(name);
  if (!cell) return undefined;
  const [width, height] = [360 / 2 ** cell.columnBits, 180 / 2 ** cell.rowBits];
  const [west, south] = [cell.column * width - 180, cell.row * height - 90];
  const [east, north] = [west + width, south + height];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
};

/** East and north of a cell, in the order of the manual's sample. */
const AROUND = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [0, 1],
  [-1, 0],
  [1, 1],
  [1, 0],
  [0, -1],
] as const;

/** The cells around one, past the 180th meridian too; there are none beyond the poles. */
export const geohashNeighbours = (name: string): readonly string[] | undefined => {
  const cell = cellOf(name);
  if (!cell) return undefined;
  const [columns, rows] = [2 ** cell.columnBits, 2 ** cell.rowBits];
  return AROUND.map(([east, north]) => ({
    ...cell,
    column: (cell.column + east + columns) % columns,
    row: cell.row + north,
  }))
    .filter(({ row }) => row >= 0 && row < rows)
    .map(nameOf);
};
