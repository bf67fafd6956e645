import type { Clock } from '@vakt/contract/clock';
import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import type { Principal } from '@vakt/contract/principal';
import { fail, ok, type Result } from '@vakt/contract/result';
import { formatTicks, parseTicks } from '@vakt/contract/ticks';
import type { HuntingEngine } from '@vakt/hunting/engine';
import type { NewAlert } from '@vakt/store/alert-creation';
import { listHuntingFunctions } from '@vakt/store/hunting-functions';
import type { Store } from '@vakt/store/store';
import { badRequest, type GraphFailure } from '../routes/graph-failure.ts';
import { isObject, readBody } from '../routes/json-reader.ts';
import { parseRule, type RuleInput } from '../routes/rule-resource.ts';
import { validateQuery } from '../routes/validate-query.ts';
import type { Category, DetectionRule, Severity } from '../rule.ts';
import { lookbackMinutesOf } from '../schedule.ts';
import type { RuleTrial } from './rule-trial.ts';
import { readTrialRows } from './trial-rows.ts';

const toDetectionRule = ({ alertTemplate, queryText, period }: RuleInput): DetectionRule => ({
  key: 'trial',
  detectorId: undefined,
  source: 'Tenant',
  title: alertTemplate.title,
  description: alertTemplate.description,
  // Both were checked against their lists when the rule was read.
  severity: alertTemplate.severity as Severity,
  category: alertTemplate.category as Category,
  techniques: alertTemplate.mitreTechniques,
  recommendedActions: alertTemplate.recommendedActions,
  query: queryText,
  lookbackMinutes: lookbackMinutesOf(period),
  groupBy: [],
  entities: undefined,
});

/** An alert as the API names its properties; ids, incident and times of storing exist only for alerts that are stored. */
const toJson = (alert: NewAlert) => ({
  title: alert.title,
  description: alert.description,
  severity: alert.severity,
  category: alert.category,
  detectionSource: alert.detectionSource,
  mitreTechniques: alert.mitreTechniques,
  machineId: alert.machineId,
  firstEventTime: formatTicks(alert.firstEventTicks),
  lastEventTime: formatTicks(alert.lastEventTicks),
  relatedUser: alert.relatedUser ?? null,
  evidence: alert.evidence,
});

const readNow = (value: unknown, clock: Clock): Result<Date, GraphFailure> => {
  if (value === undefined) return ok(new Date(clock.now()));
  const isTime = typeof value === 'string' && parseTicks(value) !== undefined;
  return isTime
    ? ok(new Date(value))
    : fail(badRequest("The property 'now' must be a time such as 2026-03-01T12:00:00Z."));
};

export interface TrialHandlerParts {
  readonly tryRule: RuleTrial;
  readonly hunting: Pick<HuntingEngine, 'prepare'>;
  readonly store: Pick<Store, 'tenant'>;
  readonly clock: Clock;
}

/** `POST /vakt/v1/detection/trials` with `{"rule", "rows", "now"?}`: the alerts that a rule would raise over given rows. */
export const createTrialHandler =
  ({ tryRule, hunting, store, clock }: TrialHandlerParts) =>
  async (
    { body }: Pick<HttpRequest, 'body'>,
    { tenantId }: Pick<Principal, 'tenantId'>,
  ): Promise<Result<HttpReply, GraphFailure>> => {
    const read = readBody(body);
    if (!read.ok) return read;
    if (!isObject(read.value.rule)) return fail(badRequest("The property 'rule' must be an object."));
    const rule = parseRule(read.value.rule);
    if (!rule.ok) return rule;
    const functions = await listHuntingFunctions(store.tenant(tenantId));
    const query = await validateQuery(hunting, tenantId, rule.value, functions);
    if (!query.ok) return query;
    const now = readNow(read.value.now, clock);
    if (!now.ok) return now;
    const rows = readTrialRows(read.value.rows, now.value);
    if (!rows.ok) return rows;
    const alerts = await tryRule({
      rule: toDetectionRule(rule.value),
      functions,
      rows: rows.value,
      now: now.value,
    });
    return alerts.ok ? ok({ status: 200, body: { alerts: alerts.value.map(toJson) } }) : alerts;
  };
