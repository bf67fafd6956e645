import type { HuntingCell } from '../../data/hunting.ts';

/** A cell as a person reads it: text as it is, bags and arrays as JSON, nothing for null. */
export const cellText = (cell: HuntingCell): string => {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
};
