import { ticksOf } from '@vakt/contract/clock';
import type { Entropy } from '@vakt/contract/entropy';
import type { TableRows } from '@vakt/contract/hunting/tables';
import type { TenantId } from '@vakt/contract/ids';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { HuntingEngine } from '@vakt/hunting/engine';
import type { CustomFunction } from '@vakt/hunting/functions/custom-function';
import { RowRefused } from '@vakt/lake/append/encode-row';
import type { Lake } from '@vakt/lake/lake';
import type { NewAlert } from '@vakt/store/alert-creation';
import { readHits } from '../hit.ts';
import { groupHits } from '../hit-groups.ts';
import { toAlert } from '../record-hits.ts';
import { badRequest, type GraphFailure } from '../routes/graph-failure.ts';
import type { DetectionRule } from '../rule.ts';
import { prepareRule } from '../rule-catalogue.ts';
import { createSourceEvents } from '../source-events.ts';

export interface RuleTrialParts {
  readonly lake: Pick<Lake, 'append' | 'query' | 'erase'>;
  readonly hunting: Pick<HuntingEngine, 'prepare' | 'run'>;
  readonly entropy: Entropy;
}

/** A rule and the events that it is tried on. */
export interface Trial {
  readonly rule: DetectionRule;
  /** What the rule's query may call. */
  readonly functions: readonly CustomFunction[];
  readonly rows: readonly TableRows[];
  /** What `now()` is to the rule. */
  readonly now: Date;
}

/** Tries a rule: which alerts would these events raise? Nothing of it stays. */
export type RuleTrial = (trial: Trial) => Promise<Result<NewAlert[], GraphFailure>>;

const LIMITS = { maxSeconds: 30, maxRows: 10_000 };

/** Each trial writes to the lake and has it clean up: more than these at once would hold up who brings events in. */
const MOST_WAITING = 16;
const BUSY: GraphFailure = {
  status: 429,
  code: 'TooManyRequests',
  message: 'Too many rules are tried at this moment. Try again in a few seconds.',
};

/** Trials run one after the other, each as a tenant of its own that nobody else can name. */
export const createRuleTrial = ({ lake, hunting, entropy }: RuleTrialParts): RuleTrial => {
  const complete = createSourceEvents(lake);

  const alertsOf = async (
    tenant: TenantId,
    { rule, functions, rows, now }: Trial,
  ): Promise<Result<NewAlert[], GraphFailure>> => {
    const prepared = await prepareRule(hunting, tenant, rule, functions);
    if ('failure' in prepared) return fail(badRequest(prepared.failure.message));
    for (const batch of rows) if (batch.rows.length > 0) await lake.append(tenant, batch);
    const found = await hunting.run(tenant, rule.query, {
      limits: LIMITS,
      nowTicks: ticksOf(now.getTime()),
      functions,
    });
    if (!found.ok) return fail(badRequest(found.error.message));
    const hits = await complete(tenant, prepared, readHits(found.value));
    return ok(
      [...Map.groupBy(hits, hit => hit.deviceId).values()].flatMap(ofDevice =>
        groupHits(prepared, ofDevice).map(group => toAlert(prepared, group)),
      ),
    );
  };

  const perform = async (trial: Trial): Promise<Result<NewAlert[], GraphFailure>> => {
    const tenant = entropy.uuid() as TenantId;
    try {
      return await alertsOf(tenant, trial);
    } catch (error) {
      if (error instanceof RowRefused) return fail(badRequest(error.message));
      throw error;
    } finally {
      await lake.erase(tenant);
    }
  };

  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async trial => {
    if (waiting >= MOST_WAITING) return fail(BUSY);
    waiting += 1;
    const turn = last.then(() => perform(trial));
    last = turn.catch(() => undefined);
    return turn.finally(() => {
      waiting -= 1;
    });
  };
};
