import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { changeAlerts } from '@vakt/store/alert-changes';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { odataReply } from '../wire/odata-reply.ts';
import { alertJson } from './alert-json.ts';
import { changeOf } from './alert-update.ts';

/** `PATCH /api/alerts/{id}` */
export const updateAlert: OperationHandler = async ({ db, request, principal, body, clock }) => {
  const { id = '' } = request.params;
  const now = nowTicks(clock);
  const change = changeOf(body as Readonly<Record<string, unknown>>, principal, now);
  const outcome = await changeAlerts(db, [id], change, now);
  const [alert] = 'changed' in outcome ? outcome.changed : [];
  return alert ? ok(odataReply(200, alertJson(alert, principal.tenantId))) : fail(notFound('Alert', id));
};
