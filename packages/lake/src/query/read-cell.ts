/** Turns a cell of the engine's JSON into a value that keeps all its digits. */
export type CellReader = (cell: unknown) => unknown;

const asIs: CellReader = cell => cell;

const readInteger: CellReader = cell => {
  if (typeof cell !== 'string') return cell;
  const number = Number(cell);
  return Number.isSafeInteger(number) ? number : BigInt(cell);
};

const WIDE_INTEGER = /^(?:Nullable\(|LowCardinality\()*U?Int(?:64|128|256)\b/;

/** @param type the engine's name of the column's type. */
export const cellReader = (type: string): CellReader => (WIDE_INTEGER.test(type) ? readInteger : asIs);
