import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { parseForm } from '../authority/form.ts';
import { withBrowserCookie } from '../sign-in/browser.ts';
import { openVisit } from '../sign-in/open-visit.ts';
import { authorizeFlow } from './authorize-flow.ts';
import type { AuthorizeEndpoint } from './authorize-request.ts';
import type { AuthorizeServices } from './services.ts';

/** The parameters, from the query of a GET or the body of a POST. */
const parametersOf = ({ method, queryText, body }: HttpRequest): string =>
  method === 'POST' && body.length > 0 ? Buffer.from(body).toString('utf8') : queryText;

/** `/authorize` and `/adminconsent`, v1 and v2: signs the person in, asks for consent, and goes back to the application. */
export const handleAuthorize = async (
  request: HttpRequest,
  { flow, version }: Pick<AuthorizeEndpoint, 'flow' | 'version'>,
  services: AuthorizeServices,
): Promise<HttpReply> => {
  const parameters = parametersOf(request);
  const form = parseForm(Buffer.from(parameters));
  const visit = await openVisit(request, form.ok ? form.value : new Map(), services);
  const tenantSegment = request.params.tenant ?? '';
  const reply = await authorizeFlow.resume(
    { flow, version, tenantSegment, parameters, step: 'credentials' },
    visit,
  );
  return withBrowserCookie(reply, visit.browser);
};
