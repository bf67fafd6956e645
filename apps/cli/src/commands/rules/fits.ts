import { isRecord } from '@vakt/client/json';

/**
 * Whether a value says at least what is expected: objects may have more properties, and each member of an expected list has
 * a member of its own that fits.
 */
export const fits = (expected: unknown, actual: unknown): boolean => {
  if (Array.isArray(expected)) return Array.isArray(actual) && unmatched(expected, actual).length === 0;
  if (!isRecord(expected)) return Object.is(expected, actual);
  return isRecord(actual) && Object.entries(expected).every(([name, value]) => fits(value, actual[name]));
};

/** The expected members that no member of their own fits. */
export const unmatched = (expected: readonly unknown[], actual: readonly unknown[]): unknown[] => {
  const free = [...actual];
  return expected.filter(wanted => {
    const place = free.findIndex(candidate => fits(wanted, candidate));
    if (place < 0) return true;
    free.splice(place, 1);
    return false;
  });
};
