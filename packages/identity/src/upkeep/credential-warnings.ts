import type { Clock } from '@vakt/contract/clock';
import { type ExpiringCredential, listExpiringCredentials } from '@vakt/store/directory/expiring-credentials';
import type { Store } from '@vakt/store/store';
import type { UpkeepLog, UpkeepTask } from './upkeep.ts';

const DAY_MS = 86_400_000;
/** Time enough to bring a new credential to where the old one is used. */
const SOON_DAYS = 30;
/** One that ended is named once more, and then has been said. */
const PAST_DAYS = 1;
/** Lines of one round: an installation with more has more to do than to read. */
const MOST_WARNINGS = 100;

const describe = ({ endsAt, ...credential }: ExpiringCredential, now: number) => {
  const leftMs = endsAt.getTime() - now;
  return {
    ...credential,
    endsAt: endsAt.toISOString(),
    ...(leftMs > 0 && { daysLeft: Math.ceil(leftMs / DAY_MS) }),
  };
};

/** Warns in the server's log, once a day, of secrets and certificates that end soon or have just ended. */
export const credentialWarnings = (store: Store, clock: Clock, log: UpkeepLog): UpkeepTask => ({
  name: 'credential warnings',
  everyMs: DAY_MS,
  run: async () => {
    const now = clock.now();
    const found = await listExpiringCredentials(store.authority, {
      from: new Date(now - PAST_DAYS * DAY_MS),
      until: new Date(now + SOON_DAYS * DAY_MS),
      limit: MOST_WARNINGS,
    });
    for (const credential of found)
      log.warn(
        credential.endsAt.getTime() > now
          ? 'a credential of an application ends soon'
          : 'a credential of an application has ended',
        describe(credential, now),
      );
  },
});
