import { type IndicatorType, indicatorKey } from '@vakt/contract/indicator-value';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { IndicatorAction } from '@vakt/contract/schemas/indicator';
import { parseTicks, type Ticks } from '@vakt/contract/ticks';
import type { IndicatorDraft, SubmissionOutcome } from '@vakt/store/indicator-submission';
import type { Indicator } from '@vakt/store/indicators';
import { storableJson, storableText } from '@vakt/store/storable-text';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { actionProblem, alertsWith, type WantedAction } from './action-rules.ts';
import { checkGroups } from './group-scope.ts';

/** A submission that fits the contract's schema. */
export interface Submission {
  readonly indicatorValue: string;
  readonly indicatorType: IndicatorType;
  readonly action: IndicatorAction;
  readonly title: string;
  readonly description: string;
  readonly application?: string | null;
  readonly expirationTime?: string | null;
  readonly severity?: string | null;
  readonly recommendedActions?: string | null;
  readonly rbacGroupNames?: readonly string[] | string | null;
  readonly educateUrl?: string | null;
  readonly generateAlert?: boolean | string | null;
  readonly externalId?: string | null;
  /** The same as the table of properties prints it. */
  readonly externalID?: string | null;
}

const textOrNull = (text: string | null | undefined): string | null => (text ? storableText(text) : null);

const readFlag = (flag: Submission['generateAlert']): boolean | undefined =>
  typeof flag === 'string' ? flag.toLowerCase() === 'true' : (flag ?? undefined);

const readNames = (names: Submission['rbacGroupNames']): readonly string[] =>
  (typeof names === 'string' ? names.split(',') : (names ?? []))
    .map(name => name.trim())
    .filter(name => name !== '');

const readExpiry = (text: Submission['expirationTime'], now: Ticks): Result<Ticks | null, ApiFailure> => {
  if (!text) return ok(null);
  const ticks = parseTicks(text);
  if (ticks === undefined)
    return fail(apiFailure('InvalidInput', `expirationTime ${text} is no ISO 8601 time.`));
  return ticks > now
    ? ok(ticks)
    : fail(apiFailure('InvalidInput', `expirationTime ${text} is past: it must be in the future.`));
};

/**
 * Holds a submission against the rules of its type.
 *
 * @param openGroups the device groups for which the caller may submit; for all devices when not given.
 */
export const draftOf = (
  submission: Submission,
  now: Ticks,
  openGroups: ReadonlySet<string> | undefined,
): Result<IndicatorDraft, ApiFailure> => {
  const { indicatorType: type, indicatorValue, action } = submission;
  const value = indicatorValue.trim();
  const key = indicatorKey(type, value);
  if (!key.ok) return fail(apiFailure(key.error.code, key.error.message));
  const wanted: WantedAction = { type, action, generateAlert: readFlag(submission.generateAlert) };
  const problem = actionProblem(wanted);
  if (problem) return fail(apiFailure('InvalidInput', problem));
  const groups = readNames(submission.rbacGroupNames);
  const closed = checkGroups(groups, openGroups);
  if (closed) return fail(closed);
  const expiry = readExpiry(submission.expirationTime, now);
  if (!expiry.ok) return expiry;
  return ok({
    indicator_type: type,
    indicator_value: storableText(value),
    match_key: storableText(key.value),
    action,
    severity: submission.severity ?? 'Informational',
    application: textOrNull(submission.application),
    title: storableText(submission.title),
    description: storableText(submission.description),
    recommended_actions: textOrNull(submission.recommendedActions),
    educate_url: textOrNull(submission.educateUrl),
    external_id: textOrNull(submission.externalId ?? submission.externalID),
    generate_alert: alertsWith(wanted),
    rbac_group_names: storableJson(groups),
    expires_ticks: expiry.value,
  });
};

/** The stored indicator, or why there is none. */
export const savedOf = (
  outcome: SubmissionOutcome | undefined,
  capacity: number,
): Result<Indicator, ApiFailure> => {
  if (outcome?.kind === 'saved') return ok(outcome.indicator);
  return fail(
    outcome?.kind === 'foreign'
      ? apiFailure(
          'Forbidden',
          'Another caller created the indicator of this type and value. To change it, the application needs the role Ti.ReadWrite.All.',
        )
      : apiFailure(
          'BadRequest',
          `The tenant has ${capacity} active indicators, which is the most that it can have. Delete some, or let them expire.`,
        ),
  );
};
