import { systemClock } from '@vakt/contract/clock';

/** A credential as far as its time is concerned. */
interface Credential {
  readonly keyId: string;
  readonly displayName?: string | null;
  readonly startDateTime?: string;
  readonly endDateTime: string;
}

const DAY_MS = 86_400_000;
/** Time enough to bring a new secret to where the old one is used. */
const SOON_DAYS = 30;

/** Where a credential stands: `valid`, `ends in 12 days`, `expired`, `not valid yet`. */
export const lifeOf = (
  { startDateTime, endDateTime }: Credential,
  now: number = systemClock.now(),
): string => {
  const left = Date.parse(endDateTime) - now;
  if (left <= 0) return 'expired';
  if (startDateTime !== undefined && Date.parse(startDateTime) > now) return 'not valid yet';
  const days = Math.ceil(left / DAY_MS);
  return days > SOON_DAYS ? 'valid' : `ends in ${days} day${days === 1 ? '' : 's'}`;
};

/** Whether a credential has ended, or will before there is much time left. */
export const endsSoon = ({ endDateTime }: Credential, now: number): boolean =>
  Date.parse(endDateTime) - now <= SOON_DAYS * DAY_MS;

/** A credential in one line. */
export const describeLife = (credential: Credential): string =>
  `${credential.keyId} ${credential.displayName ?? ''} (${lifeOf(credential)}, until ${credential.endDateTime})`.replace(
    /\s+/g,
    ' ',
  );
