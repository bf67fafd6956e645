import { ok, type Result } from '@vakt/contract/result';
import type { RuleRun } from '@vakt/store/detection-progress';
import type { StoredDetectionRule } from '@vakt/store/detection-rules';
import type { StoredAlertTemplate } from '@vakt/store/tables/detection-rules';
import { categories, severities } from '../rule.ts';
import { nextRun, periods } from '../schedule.ts';
import type { GraphFailure } from './graph-failure.ts';
import {
  attempt,
  isObject,
  type JsonObject,
  PropertyError,
  readBoolean,
  readChoice,
  readList,
  readObject,
  readText,
} from './json-reader.ts';

/** What a caller says about a rule, checked. */
export interface RuleInput {
  readonly displayName: string;
  readonly enabled: boolean;
  readonly queryText: string;
  readonly period: string;
  readonly alertTemplate: StoredAlertTemplate;
  readonly organizationalScope: JsonObject | null;
}

const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

const readTechnique = (value: unknown, path: string): string => {
  const text = readText(value, path, 16).toUpperCase();
  if (TECHNIQUE.test(text)) return text;
  throw new PropertyError(`The property '${path}' must be an ATT&CK technique id such as T1059.001.`);
};

const readTemplate = (value: unknown): StoredAlertTemplate => {
  const path = 'detectionAction/alertTemplate';
  const template = readObject(value, path);
  return {
    title: readText(template.title, `${path}/title`, 256),
    description: readText(template.description, `${path}/description`, 4_096, ''),
    severity: readChoice(template.severity, `${path}/severity`, severities),
    category: readChoice(template.category, `${path}/category`, categories),
    recommendedActions: readText(template.recommendedActions, `${path}/recommendedActions`, 4_096, ''),
    mitreTechniques: readList(template.mitreTechniques, `${path}/mitreTechniques`, readTechnique),
    impactedAssets: readList(template.impactedAssets, `${path}/impactedAssets`, readObject),
  };
};

const refuseResponseActions = (action: JsonObject): void => {
  if (readList(action.responseActions, 'detectionAction/responseActions', readObject).length > 0)
    throw new PropertyError(
      "The property 'detectionAction/responseActions' must be empty: rules raise alerts and do not act on devices.",
    );
};

/** Reads the body of a create call, or of an update merged into what is stored. */
export const parseRule = (body: JsonObject): Result<RuleInput, GraphFailure> =>
  attempt(() => {
    const action = readObject(body.detectionAction, 'detectionAction');
    refuseResponseActions(action);
    const schedule = isObject(body.schedule) ? body.schedule : { period: '0' };
    const condition = readObject(body.queryCondition, 'queryCondition');
    return {
      displayName: readText(body.displayName, 'displayName', 256),
      enabled: readBoolean(body.isEnabled, 'isEnabled', true),
      queryText: readText(condition.queryText, 'queryCondition/queryText', 32_768),
      period: readChoice(schedule.period, 'schedule/period', periods),
      alertTemplate: readTemplate(action.alertTemplate),
      organizationalScope: isObject(action.organizationalScope) ? action.organizationalScope : null,
    };
  });

/** Lays a partial update over a rule as it is on the wire: objects merge, lists and values are replaced. */
export const mergeUpdate = (rule: JsonObject, update: JsonObject): JsonObject => {
  const merged: Record<string, unknown> = { ...rule };
  for (const [name, value] of Object.entries(update)) {
    const before = rule[name];
    merged[name] = isObject(before) && isObject(value) ? mergeUpdate(before, value) : value;
  }
  return merged;
};

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const lastRunDetails = (run: RuleRun | undefined): JsonObject => ({
  lastRunDateTime: run?.ranAt.toISOString() ?? null,
  status: run?.status ?? null,
  failureReason: run?.failureReason ?? null,
  errorCode: run?.errorCode ?? null,
});

/** A rule as Microsoft Graph shows it (reference: defender-xdr, section 12). */
export const toResource = (rule: StoredDetectionRule, run: RuleRun | undefined): JsonObject => ({
  '@odata.type': '#microsoft.graph.security.detectionRule',
  id: String(rule.rule_id),
  displayName: rule.display_name,
  isEnabled: rule.enabled,
  createdBy: rule.created_by,
  createdDateTime: rule.created_at.toISOString(),
  lastModifiedBy: rule.modified_by,
  lastModifiedDateTime: rule.modified_at.toISOString(),
  detectorId: rule.detector_id,
  queryCondition: {
    queryText: rule.query_text,
    lastModifiedDateTime: rule.query_modified_at.toISOString(),
  },
  schedule: {
    period: rule.period,
    nextRunDateTime: nextRun(rule.period, run?.ranAt ?? rule.created_at)?.toISOString() ?? null,
  },
  lastRunDetails: lastRunDetails(run),
  detectionAction: {
    alertTemplate: { ...rule.alert_template, severity: lowerFirst(rule.alert_template.severity) },
    organizationalScope: rule.organizational_scope,
    responseActions: [],
  },
});

/** A rule read back from its own resource; for updates. */
export const parseUpdate = (
  stored: StoredDetectionRule,
  update: JsonObject,
): Result<RuleInput, GraphFailure> => {
  const merged = parseRule(mergeUpdate(toResource(stored, undefined), update));
  return merged.ok ? ok(merged.value) : merged;
};
