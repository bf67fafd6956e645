import { fail, ok } from '@vakt/contract/result';
import { findAlert } from '@vakt/store/alerts';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { alertReply } from './alert-json.ts';

/** `GET /api/alerts/{id}`: with evidence. */
export const getAlert: OperationHandler = async call => {
  const { id = '' } = call.request.params;
  const alert = await findAlert(call.db, id);
  return alert ? ok(alertReply(call, alert)) : fail(notFound('Alert', id));
};
