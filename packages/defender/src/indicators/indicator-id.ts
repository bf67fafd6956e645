/** As many digits as a 64-bit number surely holds. */
const INDICATOR_ID = /^\d{1,18}$/;

/** Reads an indicator's number; `undefined` when `text` is none. */
export const parseIndicatorId = (text: string): bigint | undefined =>
  INDICATOR_ID.test(text) ? BigInt(text) : undefined;
