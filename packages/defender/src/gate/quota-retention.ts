import type { Clock } from '@vakt/contract/clock';
import { removeEndedWindows } from '@vakt/store/quota-windows';
import type { Store } from '@vakt/store/store';

const HOUR_MS = 3_600_000;

/** Drops the windows of quotas that have ended, batch by batch: callers who do not come again leave none behind. */
export const quotaRetention = (store: Pick<Store, 'authority'>, clock: Clock) => ({
  name: 'quota retention',
  everyMs: HOUR_MS,
  run: async (): Promise<void> => {
    while (await removeEndedWindows(store.authority, clock.now()));
  },
});
