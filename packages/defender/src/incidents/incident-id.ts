/** As many digits as a 64-bit number surely holds. */
const INCIDENT_ID = /^\d{1,18}$/;

/** Reads an incident's number; `undefined` when `text` is none. */
export const parseIncidentId = (text: string): bigint | undefined =>
  INCIDENT_ID.test(text) ? BigInt(text) : undefined;
