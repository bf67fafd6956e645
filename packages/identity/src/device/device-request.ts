import { createHash } from 'node:crypto';
import type { Entropy } from '@vakt/contract/entropy';

/** What a device asked for; the poll need not repeat it (reference: identity, section 0.7). */
export interface DeviceRequest {
  readonly clientId: string;
  readonly version: 'v1' | 'v2';
  /** The first segment of the path. */
  readonly tenantSegment: string;
  readonly scope?: string | undefined;
  readonly resource?: string | undefined;
  /** The address that asked, for the person to recognize. */
  readonly requestedFrom: string;
}

/** Who said yes, and for which tenant. */
export interface DeviceApproval {
  readonly tenantId: string;
  /** The user at home. */
  readonly userId: string;
  readonly authenticationMethods: readonly string[];
  readonly sessionId: string;
  /** Milliseconds since 1970. */
  readonly grantedAt: number;
}

/** Reference: identity, section 3.5. */
export const DEVICE_CODE_SECONDS = 900;
export const POLL_INTERVAL_SECONDS = 5;

/** Letters and digits that nobody takes for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const USER_CODE_LENGTH = 9;

/** Nine characters for a person to type: 45 bits, good for a quarter of an hour. */
export const newUserCode = (entropy: Entropy): string =>
  [...entropy.bytes(USER_CODE_LENGTH)].map(byte => ALPHABET[byte % ALPHABET.length]).join('');

/** As typed: in any letter case, with spaces and hyphens. */
export const normalizeUserCode = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '');

export const hashDeviceCode = (code: string): Buffer => createHash('sha256').update(code).digest();
