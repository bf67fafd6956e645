import type { Clock } from '@vakt/contract/clock';
import { REFUSALS_KEPT_MS } from '@vakt/defender/refusals/refusal-log';
import type { UpkeepTask } from '@vakt/identity/upkeep/upkeep';
import { removeOldRefusals } from '@vakt/store/refusals';
import type { Store } from '@vakt/store/store';
import type { PackageFolder } from './package-folder.ts';

const HOUR_MS = 3_600_000;

/** What is dropped when its time is over, though nobody asks: refused calls and the packages of devices. */
export const retentionTasks = (
  store: Pick<Store, 'authority'>,
  packages: Pick<PackageFolder, 'removeSurplus'>,
  clock: Clock,
): readonly UpkeepTask[] => [
  {
    name: 'refusal retention',
    everyMs: HOUR_MS,
    run: async () => {
      while (await removeOldRefusals(store.authority, new Date(clock.now() - REFUSALS_KEPT_MS)));
    },
  },
  { name: 'package retention', everyMs: HOUR_MS, run: () => packages.removeSurplus() },
];
