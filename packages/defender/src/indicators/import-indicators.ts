import { MOST_INDICATORS } from '@vakt/contract/operations/indicators';
import { fail, ok, type Result } from '@vakt/contract/result';
import { indicatorSubmissionSchema } from '@vakt/contract/schemas/indicator';
import { nowTicks, type Ticks } from '@vakt/contract/ticks';
import { type IndicatorDraft, submitIndicators } from '@vakt/store/indicator-submission';
import type { Indicator } from '@vakt/store/indicators';
import { Value } from 'typebox/value';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure } from '../failure.ts';
import { explainMisfit } from '../wire/json-body.ts';
import { odataReply } from '../wire/odata-reply.ts';
import { checkBatchSize } from './batch-size.ts';
import { openGroupNames } from './group-scope.ts';
import { submitterOf } from './ownership.ts';
import { draftOf, type Submission, savedOf } from './submission.ts';

const readItem = (
  item: unknown,
  now: Ticks,
  openGroups: ReadonlySet<string> | undefined,
): Result<IndicatorDraft, ApiFailure> =>
  Value.Check(indicatorSubmissionSchema, item)
    ? draftOf(item as Submission, now, openGroups)
    : fail(apiFailure('InvalidRequestBody', explainMisfit(indicatorSubmissionSchema, item)));

/** What became of each item, in their order: those that pass the rules are stored together. */
const submitAll = async (
  call: Call,
  items: readonly Result<IndicatorDraft, ApiFailure>[],
  now: Ticks,
): Promise<Result<Indicator, ApiFailure>[]> => {
  const drafts = items.flatMap(item => (item.ok ? [item.value] : []));
  const options = { submitter: submitterOf(call), now, capacity: MOST_INDICATORS };
  const outcomes = drafts.length === 0 ? [] : await submitIndicators(call.db, drafts, options);
  const pending = outcomes.values();
  return items.map(item => (item.ok ? savedOf(pending.next().value, MOST_INDICATORS) : item));
};

const valueOf = (item: object): string | null => {
  const { indicatorValue } = item as { readonly indicatorValue?: unknown };
  return typeof indicatorValue === 'string' ? indicatorValue : null;
};

/** `POST /api/indicators/import`: an item that is refused does not hold up the others. */
export const importIndicators: OperationHandler = async call => {
  const { Indicators: items } = call.body as { readonly Indicators: readonly object[] };
  const tooMany = checkBatchSize(items);
  if (tooMany) return fail(tooMany);
  const now = nowTicks(call.clock);
  const openGroups = await openGroupNames(call);
  const read = items.map(item => readItem(item, now, openGroups));
  const results = await submitAll(call, read, now);
  return ok(
    odataReply(200, {
      value: results.map((result, at) => ({
        id: result.ok ? String(result.value.indicator_id) : null,
        indicator: valueOf(items[at] ?? {}),
        isFailed: !result.ok,
        failureReason: result.ok ? null : result.error.message,
      })),
    }),
  );
};
