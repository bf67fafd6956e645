/** Cells of the earth as S2 numbers them: the faces of a cube around the sphere, each quartered up to 30 times. */
import { type Place, placeOf, type Vector, vectorOf } from './sphere.ts';

const LEVELS = 30;

/** Which quarter, as the bits of both axes, comes at each step of the curve, for its four orientations. */
const QUARTERS = [
  [0, 1, 3, 2],
  [0, 2, 3, 1],
  [3, 2, 0, 1],
  [3, 1, 0, 2],
] as const;

/** How the curve's orientation changes within each step. */
const TURNS = [1, 0, 0, 3] as const;

/** The face that a direction goes through: the axis in which it is longest, and whether it goes back. */
const faceOf = (vector: Vector): number => {
  const [x, y, z] = vector.map(Math.abs);
  const axis = (x ?? 0) > (y ?? 0) ? ((x ?? 0) > (z ?? 0) ? 0 : 2) : (y ?? 0) > (z ?? 0) ? 1 : 2;
  return (vector[axis] ?? 0) < 0 ? axis + 3 : axis;
};

/** Where on a face, from -1 to 1 in both axes, a direction goes through it. */
const onFace = (face: number, [x, y, z]: Vector): readonly [number, number] => {
  switch (face) {
    case 0:
      return [y / x, z / x];
    case 1:
      return [-x / y, z / y];
    case 2:
      return [-x / z, -y / z];
    case 3:
      return [z / x, y / x];
    case 4:
      return [z / y, -x / y];
    default:
      return [-y / z, -x / z];
  }
};

const throughFace = (face: number, u: number, v: number): Vector => {
  switch (face) {
    case 0:
      return [1, u, v];
    case 1:
      return [-u, 1, v];
    case 2:
      return [-u, -v, 1];
    case 3:
      return [-1, -v, -u];
    case 4:
      return [v, -1, -u];
    default:
      return [v, u, -1];
  }
};

/** From -1 … 1 to 0 … 1, so that cells become nearly of one size, and back. */
const evened = (u: number): number => (u >= 0 ? 0.5 * Math.sqrt(1 + 3 * u) : 1 - 0.5 * Math.sqrt(1 - 3 * u));
const uneven = (s: number): number => (s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) ** 2) / 3);

const column = (s: number): number => Math.min(2 ** LEVELS - 1, Math.max(0, Math.floor(2 ** LEVELS * s)));

/** The name of the cell of a level that holds a place. */
export const s2Cell = (place: Place, level: number): string => {
  const vector = vectorOf(place);
  const face = faceOf(vector);
  const [i = 0, j = 0] = onFace(face, vector).map(axis => column(evened(axis)));
  let [number, orientation] = [BigInt(face), face & 1];
  for (let step = LEVELS - 1; step >= LEVELS - level; step -= 1) {
    const bits = (((i >> step) & 1) << 1) | ((j >> step) & 1);
    const quarter = QUARTERS[orientation]?.indexOf(bits as 0 | 1 | 2 | 3) ?? 0;
    number = (number << 2n) | BigInt(quarter);
    orientation ^= TURNS[quarter] ?? 0;
  }
  const marked = (number << 1n) | 1n;
  const whole = marked << BigInt(60 - 2 * level);
  return whole.toString(16).padStart(16, '0').replace(/0+$/, '');
};

/** The place in the middle of a cell; nothing where the text names no cell. */
export const s2Centre = (name: string): Place | undefined => {
  if (!/^[0-9a-f]{1,16}$/i.test(name)) return undefined;
  const bits = BigInt(`0x${name.padEnd(16, '0')}`)
    .toString(2)
    .padStart(64, '0');
  const end = bits.lastIndexOf('1');
  const face = Number.parseInt(bits.slice(0, 3), 2);
  if (face > 5 || end < 3 || end % 2 === 0) return undefined;
  let [i, j, orientation, size] = [0, 0, face & 1, 1];
  for (let at = 3; at < end; at += 2, size *= 2) {
    const quarter = Number.parseInt(bits.slice(at, at + 2), 2);
    const pair = QUARTERS[orientation]?.[quarter] ?? 0;
    [i, j] = [2 * i + (pair >> 1), 2 * j + (pair & 1)];
    orientation ^= TURNS[quarter] ?? 0;
  }
  return placeOf(throughFace(face, uneven((i + 0.5) / size), uneven((j + 0.5) / size)));
};
