import type { HttpReply } from '@vakt/contract/http';
import { fail, type Result } from '@vakt/contract/result';
import { type Alert, findAlert } from '@vakt/store/alerts';
import type { Call, OperationHandler } from '../call.ts';
import { type ApiFailure, notFound } from '../failure.ts';

/** Answers about the alert that the path names, or that there is none. */
export const aboutAlert =
  (answer: (call: Call, alert: Alert) => Promise<Result<HttpReply, ApiFailure>>): OperationHandler =>
  async call => {
    const { id = '' } = call.request.params;
    const alert = await findAlert(call.db, id);
    return alert ? answer(call, alert) : fail(notFound('Alert', id));
  };
