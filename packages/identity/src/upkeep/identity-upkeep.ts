import type { Clock } from '@vakt/contract/clock';
import type { Store } from '@vakt/store/store';
import { credentialWarnings } from './credential-warnings.ts';
import { logRetention } from './log-retention.ts';
import { signInRetention } from './sign-in-retention.ts';
import { startUpkeep, type Upkeep, type UpkeepLog } from './upkeep.ts';

export interface IdentityUpkeepOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: UpkeepLog;
}

/** After a start others come first. */
const FIRST_MS = 60_000;

/** What the authority does without being asked: drops what is too old, warns of credentials that end. */
export const startIdentityUpkeep = ({ store, clock, log }: IdentityUpkeepOptions): Upkeep =>
  startUpkeep(
    [logRetention(store, clock), signInRetention(store, clock), credentialWarnings(store, clock, log)],
    log,
    FIRST_MS,
  );
