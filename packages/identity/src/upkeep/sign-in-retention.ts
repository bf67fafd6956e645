import type { Clock } from '@vakt/contract/clock';
import { removeExpiredSignIns } from '@vakt/store/sign-in/expired-rows';
import type { Store } from '@vakt/store/store';
import type { UpkeepTask } from './upkeep.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** What has ended is kept a little longer: a code that comes again is noticed until then. */
const KEPT_DAYS = 1;
/** A refresh token that was not used for 90 days is refused anyway (reference: identity, section 3.5). */
const UNUSED_DAYS = 91;

/** Drops codes, sessions and refresh tokens' families that are over, batch by batch. */
export const signInRetention = (store: Store, clock: Clock): UpkeepTask => ({
  name: 'sign-in retention',
  everyMs: HOUR_MS,
  run: async () => {
    const now = clock.now();
    const before = new Date(now - KEPT_DAYS * DAY_MS);
    const unusedSince = new Date(now - UNUSED_DAYS * DAY_MS);
    while (await removeExpiredSignIns(store.authority, before, unusedSince));
  },
});
