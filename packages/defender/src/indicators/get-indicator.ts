import { fail, ok } from '@vakt/contract/result';
import { findIndicator } from '@vakt/store/indicators';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { parseIndicatorId } from './indicator-id.ts';
import { indicatorReply } from './indicator-json.ts';
import { readableView } from './ownership.ts';

/** `GET /api/indicators/{id}` */
export const getIndicator: OperationHandler = async call => {
  const { id = '' } = call.request.params;
  const indicatorId = parseIndicatorId(id);
  if (indicatorId === undefined) return fail(notFound('Indicator', id));
  const indicator = await findIndicator(call.db, indicatorId, readableView(call));
  return indicator ? ok(indicatorReply(call, indicator)) : fail(notFound('Indicator', id));
};
