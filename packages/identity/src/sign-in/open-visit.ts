import type { HttpRequest } from '@vakt/contract/http';
import { traceOf } from '../aadsts/error-reply.ts';
import { SignInAttempt } from '../audit/sign-in-attempt.ts';
import type { Form } from '../authority/form.ts';
import type { AuthorizeServices } from '../authorize/services.ts';
import { readBrowser } from './browser.ts';
import { languageOf, type Visit } from './visit.ts';

/** Reads who visits, and in which language they want to be spoken to. */
export const openVisit = async (
  request: HttpRequest,
  form: Form,
  services: AuthorizeServices,
): Promise<Visit> => {
  const correlationId = request.headers['client-request-id'] ?? form.get('client-request-id');
  const trace = traceOf(correlationId, services.entropy);
  const attempt = new SignInAttempt(services.audit, {
    trace,
    ipAddress: request.remoteAddress,
    userAgent: request.headers['user-agent'],
  });
  attempt.grant = 'browser';
  return {
    request,
    browser: await readBrowser(request, services),
    language: languageOf(request, form),
    attempt,
    services,
  };
};
