import { fail, ok, type Result } from '@vakt/contract/result';
import { deleteIndicators as deleteFromStore } from '@vakt/store/indicators';
import type { OperationHandler } from '../call.ts';
import { type ApiFailure, apiFailure, notFound } from '../failure.ts';
import { emptyReply } from '../wire/odata-reply.ts';
import { checkBatchSize } from './batch-size.ts';
import { parseIndicatorId } from './indicator-id.ts';
import { writableView } from './ownership.ts';

const readIds = (texts: readonly string[]): Result<bigint[], ApiFailure> => {
  const tooMany = checkBatchSize(texts);
  if (tooMany) return fail(tooMany);
  const ids = texts.map(parseIndicatorId);
  const wrong = texts.find((_, at) => ids[at] === undefined);
  if (wrong !== undefined)
    return fail(apiFailure('InvalidInput', `Indicator id ${wrong} is invalid: it must be a number.`));
  return ok([...new Set(ids.filter(id => id !== undefined))]);
};

/** `POST /api/indicators/BatchDelete`: all or none. */
export const deleteIndicators: OperationHandler = async call => {
  const { IndicatorIds: texts } = call.body as { readonly IndicatorIds: readonly string[] };
  const ids = readIds(texts);
  if (!ids.ok) return ids;
  const [missing] = await deleteFromStore(call.db, ids.value, writableView(call));
  return missing === undefined ? ok(emptyReply(204)) : fail(notFound('Indicator', String(missing)));
};
