import type { Clock } from '@vakt/contract/clock';
import { removeLogEntries } from '@vakt/store/audit/retention';
import type { Store } from '@vakt/store/store';
import type { UpkeepTask } from './upkeep.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** As long as the real service keeps its logs (vendor page: Microsoft Entra data retention). */
const KEPT_DAYS = 30;

/** Drops entries of the log that are older than thirty days, batch by batch. */
export const logRetention = (store: Store, clock: Clock): UpkeepTask => ({
  name: 'log retention',
  everyMs: HOUR_MS,
  run: async () => {
    const before = new Date(clock.now() - KEPT_DAYS * DAY_MS);
    while (await removeLogEntries(store.authority, before));
  },
});
