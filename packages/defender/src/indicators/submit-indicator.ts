import { MOST_INDICATORS } from '@vakt/contract/operations/indicators';
import { ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { submitIndicators } from '@vakt/store/indicator-submission';
import type { OperationHandler } from '../call.ts';
import { openGroupNames } from './group-scope.ts';
import { indicatorReply } from './indicator-json.ts';
import { submitterOf } from './ownership.ts';
import { draftOf, type Submission, savedOf } from './submission.ts';

/** `POST /api/indicators` */
export const submitIndicator: OperationHandler = async call => {
  const now = nowTicks(call.clock);
  const draft = draftOf(call.body as Submission, now, await openGroupNames(call));
  if (!draft.ok) return draft;
  const [outcome] = await submitIndicators(call.db, [draft.value], {
    submitter: submitterOf(call),
    now,
    capacity: MOST_INDICATORS,
  });
  const saved = savedOf(outcome, MOST_INDICATORS);
  if (!saved.ok) return saved;
  return ok(indicatorReply(call, saved.value));
};
