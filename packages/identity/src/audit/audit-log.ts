import type { Clock } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import { insertDirectoryAudits, type NewDirectoryAudit } from '@vakt/store/audit/directory-audits';
import { insertSignInEvents, type NewSignInEvent } from '@vakt/store/audit/sign-in-events';
import type { Store } from '@vakt/store/store';
import { type DirectoryChange, toAuditRow } from './directory-change.ts';
import { GroupCommit } from './group-commit.ts';
import { type SignInEvent, toSignInRow } from './sign-in-event.ts';

const LIMITS = { largestBatch: 1_000, mostWaiting: 20_000 } as const;

/**
 * The log of what happened in each tenant. A promise resolves when the entry is durable and fails when the store does:
 * what must be logged waits for it, and does not happen without.
 */
export class AuditLog {
  readonly #clock: Clock;
  readonly #entropy: Entropy;
  readonly #signIns: GroupCommit<NewSignInEvent>;
  readonly #changes: GroupCommit<NewDirectoryAudit>;

  constructor({ authority }: Pick<Store, 'authority'>, clock: Clock, entropy: Entropy) {
    this.#clock = clock;
    this.#entropy = entropy;
    this.#signIns = new GroupCommit(events => insertSignInEvents(authority, events), LIMITS);
    this.#changes = new GroupCommit(changes => insertDirectoryAudits(authority, changes), LIMITS);
  }

  /** Notes a sign-in, or a token that was given or refused. */
  signIn(event: SignInEvent): Promise<void> {
    return this.#signIns.add(toSignInRow(event, new Date(this.#clock.now())));
  }

  /** Notes a change of the directory. */
  change(change: DirectoryChange): Promise<void> {
    return this.#changes.add(toAuditRow(change, new Date(this.#clock.now()), this.#entropy.uuid()));
  }
}
