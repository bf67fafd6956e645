import type { HuntingLimits } from '../run.ts';

const MEGABYTE = 1_048_576;

/** `POST /api/advancedqueries/run` (reference: defender-endpoint-core, section 9). */
export const endpointLimits: HuntingLimits & { readonly maxResultBytes: number } = {
  maxSeconds: 200,
  maxRows: 100_000,
  maxResultBytes: 50 * MEGABYTE,
};

/** Microsoft Graph's door: those of the Defender for Endpoint API, for want of others. */
export const graphLimits = endpointLimits;

/** `POST /api/advancedhunting/run` (reference: defender-xdr, section 5); the size is the one of every hunting query (8.1). */
export const xdrLimits: HuntingLimits = {
  maxSeconds: 180,
  maxRows: 100_000,
  maxResultBytes: 64 * MEGABYTE,
};
