import type { HuntingLimits } from '../run.ts';

const MEGABYTE = 1_048_576;

/** What a query may take at a door; rows beyond the most are left out of the answer. */
export interface DoorLimits extends HuntingLimits {
  readonly maxSeconds: number;
  readonly maxRows: number;
  /** Of the rows as they leave. */
  readonly maxResultBytes: number;
  readonly cutsRows: true;
}

/** The limits of the three doors. */
export interface HuntingDoors {
  /** `POST /api/advancedqueries/run` */
  readonly endpoint: DoorLimits;
  /** `POST /api/advancedhunting/run` */
  readonly xdr: DoorLimits;
  /** `POST /v1.0/security/runHuntingQuery` */
  readonly graph: DoorLimits;
}

/**
 * The documented limits (reference: defender-endpoint-core, section 9; defender-xdr, sections 5 and 8.1). Graph's page names
 * the time and the rows; its size is that of the Endpoint's door, for want of another.
 */
export const DOCUMENTED_LIMITS: HuntingDoors = {
  endpoint: { maxSeconds: 200, maxRows: 100_000, maxResultBytes: 50 * MEGABYTE, cutsRows: true },
  xdr: { maxSeconds: 180, maxRows: 100_000, maxResultBytes: 64 * MEGABYTE, cutsRows: true },
  graph: { maxSeconds: 180, maxRows: 100_000, maxResultBytes: 50 * MEGABYTE, cutsRows: true },
};

/** What an installation sets in place of the documented limits, at every door. */
export type OwnLimits = Partial<Pick<DoorLimits, 'maxSeconds' | 'maxRows' | 'maxResultBytes'>>;

/** The limits of the doors of an installation. */
export const doorLimits = (own: OwnLimits = {}): HuntingDoors => ({
  endpoint: { ...DOCUMENTED_LIMITS.endpoint, ...own },
  xdr: { ...DOCUMENTED_LIMITS.xdr, ...own },
  graph: { ...DOCUMENTED_LIMITS.graph, ...own },
});
