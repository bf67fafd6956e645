import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { changeAlerts } from '@vakt/store/alert-changes';
import type { OperationHandler } from '../call.ts';
import { apiFailure, notFound } from '../failure.ts';
import { emptyReply } from '../wire/odata-reply.ts';
import { changeOf } from './alert-update.ts';

/** No page says how many alerts a call may name; each is locked until all are changed. */
const MOST_ALERTS = 1_000;

/** `POST /api/alerts/batchUpdate` */
export const batchUpdateAlerts: OperationHandler = async ({ db, principal, body, clock }) => {
  const { alertIds, ...wanted } = body as { readonly alertIds: readonly string[] };
  const ids = [...new Set(alertIds)];
  if (ids.length > MOST_ALERTS)
    return fail(
      apiFailure(
        'MaximumBatchSizeExceeded',
        `Maximum batch size exceeded. Received: ${ids.length}, allowed: ${MOST_ALERTS}`,
      ),
    );
  const now = nowTicks(clock);
  const outcome = await changeAlerts(db, ids, changeOf(wanted, principal, now), now);
  return 'changed' in outcome ? ok(emptyReply(200)) : fail(notFound('Alert', outcome.missing[0] ?? ''));
};
