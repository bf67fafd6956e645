import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { changeAlerts } from '@vakt/store/alert-changes';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { alertReply } from './alert-json.ts';
import { changeOf } from './alert-update.ts';

/** `PATCH /api/alerts/{id}` */
export const updateAlert: OperationHandler = async call => {
  const { db, request, principal, body, clock } = call;
  const { id = '' } = request.params;
  const now = nowTicks(clock);
  const change = changeOf(body as Readonly<Record<string, unknown>>, principal, now);
  const outcome = await changeAlerts(db, [id], change, now);
  const [alert] = 'changed' in outcome ? outcome.changed : [];
  return alert ? ok(alertReply(call, alert)) : fail(notFound('Alert', id));
};
