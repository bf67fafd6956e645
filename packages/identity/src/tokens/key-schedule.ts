import type { StoredSigningKey } from '@vakt/store/directory/signing-keys';
import type { KeyPeriod, KeyVault } from './key-vault.ts';

const DAY_MS = 86_400_000;
/** How long a key signs before the next one takes over (reference: identity, section 3.5). */
const SIGNING_DAYS = 42;
/** After it stopped signing a key stays published for longer than a token lives. */
const OVERLAP_DAYS = 2;

/** @param from milliseconds since 1970. */
const periodFrom = (from: number): KeyPeriod => ({
  active_from: new Date(from),
  retired_at: new Date(from + (SIGNING_DAYS + OVERLAP_DAYS) * DAY_MS),
});

const signsAt = ({ active_from }: KeyPeriod, now: number): boolean =>
  active_from.getTime() <= now && now < active_from.getTime() + SIGNING_DAYS * DAY_MS;

/** When the keys begin to sign that should be there besides `stored`: one that signs now, and the one that follows it. */
const missingStarts = (stored: readonly KeyPeriod[], now: number): number[] => {
  const starts = stored.map(({ active_from }) => active_from.getTime());
  const missing = stored.some(period => signsAt(period, now)) ? [] : [now];
  const latest = Math.max(...starts, ...missing);
  return latest <= now ? [...missing, latest + SIGNING_DAYS * DAY_MS] : missing;
};

/** Whether nothing needs to be written. */
export const isComplete = (stored: readonly StoredSigningKey[], vault: KeyVault, now: number): boolean =>
  missingStarts(stored, now).length === 0 && !stored.some(key => vault.isLegacy(key));

/** What has to be written so that there is a key that signs and one that follows it, all of them sealed. */
export const completeKeys = async (
  stored: readonly StoredSigningKey[],
  vault: KeyVault,
  now: number,
): Promise<StoredSigningKey[]> => {
  const legacy = stored.filter(key => vault.isLegacy(key));
  return Promise.all([
    ...legacy.map(key => vault.protect(key)),
    ...missingStarts(stored, now).map(start => vault.create(periodFrom(start))),
  ]);
};

/**
 * The rotation before its time: the published next key signs from now on, and another next one is published.
 *
 * @param revokes whether the keys that signed until now are forgotten at once, with every token that they signed.
 */
export const rotateKeys = async (
  stored: readonly StoredSigningKey[],
  vault: KeyVault,
  now: number,
  { revokes }: { readonly revokes: boolean },
): Promise<StoredSigningKey[]> => {
  const next = stored.find(({ active_from }) => active_from.getTime() > now);
  const current = next ? { ...next, ...periodFrom(now) } : await vault.create(periodFrom(now));
  const forgottenAt = revokes ? now : now + OVERLAP_DAYS * DAY_MS;
  const earlier = stored
    .filter(({ active_from }) => active_from.getTime() <= now)
    .map(key => ({ ...key, retired_at: new Date(Math.min(key.retired_at.getTime(), forgottenAt)) }));
  return [...earlier, current, await vault.create(periodFrom(now + SIGNING_DAYS * DAY_MS))];
};
