import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { type Form, parseForm } from '../authority/form.ts';
import type { AuthorizeServices } from '../authorize/services.ts';
import { withBrowserCookie } from '../sign-in/browser.ts';
import { openVisit } from '../sign-in/open-visit.ts';
import type { Visit } from '../sign-in/visit.ts';
import { askForUserCode, findWaitingDevice, interactionFor } from './device-code-entry.ts';
import { deviceFlow } from './device-flow.ts';
import { normalizeUserCode } from './device-request.ts';

/** A typed code leads to the sign-in; a link that carries one only fills the field in. */
const answer = async (request: HttpRequest, form: Form, visit: Visit): Promise<HttpReply> => {
  const userCode = normalizeUserCode(form.get('user_code') ?? form.get('otc') ?? '');
  const isPosted =
    request.method === 'POST' &&
    visit.services.interactions.open(form.get('ctx') ?? '', visit.browser.hash) !== undefined;
  if (!isPosted || userCode === '') return askForUserCode(visit, userCode);
  const device = await findWaitingDevice(userCode, visit);
  return device.ok
    ? deviceFlow.resume(interactionFor(userCode), visit)
    : askForUserCode(visit, userCode, device.error);
};

/** The page where people type the code of a device. */
export const handleDevicePage = async (
  request: HttpRequest,
  services: AuthorizeServices,
): Promise<HttpReply> => {
  const parsed = parseForm(request.method === 'POST' ? request.body : Buffer.from(request.queryText));
  const form: Form = parsed.ok ? parsed.value : new Map();
  const visit = await openVisit(request, form, services);
  return withBrowserCookie(await answer(request, form, visit), visit.browser);
};
