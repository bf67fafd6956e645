import type { Clock } from '@vakt/contract/clock';
import type { Result } from '@vakt/contract/result';
import { nowTicks, TICKS_PER_DAY, TICKS_PER_MINUTE } from '@vakt/contract/ticks';
import type { HuntingEngine } from '@vakt/hunting/engine';
import { isUnavailable } from '@vakt/store/availability';
import { endInvestigation } from '@vakt/store/investigation-progress';
import { type TakenInvestigation, takeDueInvestigations } from '@vakt/store/investigation-turns';
import type { Store } from '@vakt/store/store';
import type { ApiFailure } from '../failure.ts';
import { examine } from './examination/examine.ts';
import type { Outcome } from './examination/outcome.ts';

/** What the duty stands on. */
export interface InvestigationDutyParts {
  readonly store: Pick<Store, 'tenant' | 'authority'>;
  readonly hunting: Pick<HuntingEngine, 'run'>;
  readonly clock: Clock;
  readonly log: {
    warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
    error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  };
}

/** Investigates by itself, until it is closed. */
export interface InvestigationDuty {
  /** Ends what is due now. It fails for nothing: what cannot be ended now comes again. */
  run(): Promise<void>;
  /** Begins nothing more, and resolves when what runs has ended; the rest is taken up after the next start. */
  close(): Promise<void>;
}

/** How long an investigation waits for what the device still reports, and for alerts that follow. */
export const GATHERING_TICKS = 2n * TICKS_PER_MINUTE;
/** An attempt takes less; after that another one may begin. */
const ATTEMPT_TICKS = 5n * TICKS_PER_MINUTE;
const GIVE_UP_TICKS = TICKS_PER_DAY;
const AT_A_TIME = 10;
const EVERY_MS = 15_000;

const MISTAKE: Outcome = {
  state: 'Failed',
  details: 'Vakt could not carry the investigation out; the server’s log has the reason.',
};

const GIVEN_UP: Outcome = {
  state: 'TerminatedBySystem',
  details: 'The events of the device could not be read for a day.',
};

/** Starts the duty: every quarter of a minute it looks for investigations that are due, of every tenant. */
export const startInvestigationDuty = ({
  store,
  hunting,
  clock,
  log,
}: InvestigationDutyParts): InvestigationDuty => {
  const stopping = new AbortController();

  const attempt = async ({
    tenantId,
    investigation,
  }: TakenInvestigation): Promise<Result<Outcome, ApiFailure>> => {
    const asker = { hunting, principal: { tenantId }, request: { signal: stopping.signal } };
    return examine(store.tenant(tenantId), asker, investigation, nowTicks(clock));
  };

  const settle = async (taken: TakenInvestigation): Promise<void> => {
    const { tenantId, investigation } = taken;
    const { investigation_id, started_ticks } = investigation;
    const end = (outcome: Outcome): Promise<void> =>
      endInvestigation(store.tenant(tenantId), investigation_id, outcome, nowTicks(clock));
    try {
      const outcome = await attempt(taken);
      if (outcome.ok) return await end(outcome.value);
      if (nowTicks(clock) - started_ticks > GIVE_UP_TICKS) await end(GIVEN_UP);
    } catch (error) {
      const isPassing = isUnavailable(error) || stopping.signal.aborted;
      log.error('an investigation failed', { tenant: tenantId, investigation: investigation_id, error });
      if (!isPassing) await end(MISTAKE);
    }
  };

  const round = async (): Promise<void> => {
    const now = nowTicks(clock);
    const due = await takeDueInvestigations(store.authority, {
      startedBy: now - GATHERING_TICKS,
      now,
      takenUntil: now + ATTEMPT_TICKS,
      most: AT_A_TIME,
    });
    for (const taken of due) if (!stopping.signal.aborted) await settle(taken);
  };

  let running: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => {
    running = running
      .then(() => (stopping.signal.aborted ? undefined : round()))
      .catch(error => log.warn('investigations wait', { error }));
    return running;
  };
  const timer = setInterval(() => void run(), EVERY_MS);
  timer.unref();
  return {
    run,
    close: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
};
