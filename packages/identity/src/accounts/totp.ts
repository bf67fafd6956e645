import { createHmac, timingSafeEqual } from 'node:crypto';

/** Codes of an authenticator app, as every such app makes them by default (RFC 6238): SHA-1, six digits, 30 seconds. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** A code of the step before or after is accepted: clocks differ, and people type slowly. */
const TOLERATED_STEPS = [0, -1, 1] as const;

export const TOTP_SECRET_BYTES = 20;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The secret as apps take it: base32 without padding. */
export const toBase32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map(chunk => BASE32[Number.parseInt(chunk.padEnd(5, '0'), 2)])
    .join('');
};

/** The code of one time step (RFC 4226, section 5.3). */
export const codeAt = (secret: Uint8Array, step: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
};

/** @param now milliseconds since 1970. */
export const stepAt = (now: number): number => Math.trunc(now / 1_000 / STEP_SECONDS);

/**
 * The time step that a code belongs to; `undefined` when it is wrong or not newer than the last one that was accepted.
 *
 * @param code as typed; spaces are left out.
 * @param lastStep the step of the last accepted code: a code that was seen is good for nothing.
 */
export const findStep = (
  secret: Uint8Array,
  code: string,
  now: number,
  lastStep: number | null,
): number | undefined => {
  const typed = Buffer.from(code.replaceAll(/\s/g, ''));
  return TOLERATED_STEPS.map(difference => stepAt(now) + difference).find(step => {
    const expected = Buffer.from(codeAt(secret, step));
    const isSame = typed.length === expected.length && timingSafeEqual(typed, expected);
    return isSame && (lastStep === null || step > lastStep);
  });
};

/** What an authenticator app scans. */
export const totpUri = (secret: Uint8Array, username: string): string =>
  `otpauth://totp/Vakt:${encodeURIComponent(username)}?secret=${toBase32(secret)}&issuer=Vakt`;
