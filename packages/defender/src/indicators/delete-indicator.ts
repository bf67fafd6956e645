import { fail, ok } from '@vakt/contract/result';
import { deleteIndicators } from '@vakt/store/indicators';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { emptyReply } from '../wire/odata-reply.ts';
import { parseIndicatorId } from './indicator-id.ts';
import { writableView } from './ownership.ts';

/** `DELETE /api/indicators/{id}` */
export const deleteIndicator: OperationHandler = async call => {
  const { id = '' } = call.request.params;
  const indicatorId = parseIndicatorId(id);
  if (indicatorId === undefined) return fail(notFound('Indicator', id));
  const missing = await deleteIndicators(call.db, [indicatorId], writableView(call));
  return missing.length > 0 ? fail(notFound('Indicator', id)) : ok(emptyReply(204));
};
