import { fail, ok } from '@vakt/contract/result';
import { findInvestigation } from '@vakt/store/investigations';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { investigationJson } from './investigation-json.ts';

/** `GET /api/investigations/{id}`: the id may be that of the alert that triggered it. */
export const getInvestigation: OperationHandler = async ({ db, request }) => {
  const { id = '' } = request.params;
  const investigation = await findInvestigation(db, id);
  if (!investigation) return fail(notFound('Investigation', id));
  const context = contextOf(request.origin, 'Investigations/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...investigationJson(investigation) }));
};
