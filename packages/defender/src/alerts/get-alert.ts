import { fail, ok } from '@vakt/contract/result';
import { findAlert } from '@vakt/store/alerts';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { odataReply } from '../wire/odata-reply.ts';
import { alertJson } from './alert-json.ts';

/** `GET /api/alerts/{id}`: with evidence, and without `@odata.context`, as in the vendor's sample. */
export const getAlert: OperationHandler = async ({ db, request, principal }) => {
  const { id = '' } = request.params;
  const alert = await findAlert(db, id);
  return alert ? ok(odataReply(200, alertJson(alert, principal.tenantId))) : fail(notFound('Alert', id));
};
