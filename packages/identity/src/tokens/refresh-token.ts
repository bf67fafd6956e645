import type { Sealer } from '../sealing.ts';

/** What a refresh token says to the authority alone. */
export interface RefreshTokenContent {
  /** The sign-in that it continues. */
  readonly familyId: string;
  /** Its number among the tokens of the family, from 1. */
  readonly sequence: number;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

const PURPOSE = 'refresh token';
const PREFIX = '1.';
const FAMILY_BYTES = 16;
const LENGTH = FAMILY_BYTES + 8;

/**
 * Writes and reads refresh tokens. A token is sealed, not stored: as the real service leaves every old one valid, stored ones
 * would pile up without bound, while a sign-in's family is one row however often it is continued.
 */
export class RefreshTokens {
  readonly #sealer: Sealer;

  constructor(sealer: Sealer) {
    this.#sealer = sealer;
  }

  write({ familyId, sequence, issuedAt }: RefreshTokenContent): string {
    const bytes = Buffer.alloc(LENGTH);
    bytes.write(familyId.replaceAll('-', ''), 'hex');
    bytes.writeUInt32BE(sequence, FAMILY_BYTES);
    bytes.writeUInt32BE(issuedAt, FAMILY_BYTES + 4);
    return `${PREFIX}${this.#sealer.seal(PURPOSE, bytes)}`;
  }

  /** `undefined` for what this authority did not write. */
  read(token: string): RefreshTokenContent | undefined {
    const opened = token.startsWith(PREFIX)
      ? this.#sealer.open(PURPOSE, token.slice(PREFIX.length))
      : undefined;
    if (opened?.length !== LENGTH) return undefined;
    const bytes = Buffer.from(opened);
    const familyId = bytes
      .toString('hex', 0, FAMILY_BYTES)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return {
      familyId,
      sequence: bytes.readUInt32BE(FAMILY_BYTES),
      issuedAt: bytes.readUInt32BE(FAMILY_BYTES + 4),
    };
  }
}
