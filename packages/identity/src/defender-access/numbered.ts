import type { GraphCall } from '../directory/graph-call.ts';

const LARGEST = 2 ** 31 - 1;

/** Whether a value is a number that the store gives to groups and roles. */
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LARGEST;

/** The number in the path; `undefined` when nothing can have it. */
export const namedNumber = ({ request }: Pick<GraphCall, 'request'>): number | undefined => {
  const { id = '' } = request.params;
  const number = /^\d{1,10}$/.test(id) ? Number(id) : undefined;
  return isNumber(number) ? number : undefined;
};
