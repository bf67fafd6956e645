import { fail, ok, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { type ClientApplication, findClientApplication } from '../authority/client-application.ts';
import type { Form } from '../authority/form.ts';
import { type OpenIdScope, openIdScopesOf } from '../authority/requested-access.ts';
import { type CodeChallenge, readCodeChallenge } from './code-challenge.ts';
import { type Prompt, readPrompts } from './prompt.ts';
import { findOnlyRedirect, findRedirect, type Redirect } from './redirect-uri.ts';
import { type ResponseMode, type ResponseType, readMode, readResponseType } from './response-mode.ts';
import type { AuthorizeServices } from './services.ts';

/** Which of the pages for people was asked, and where. */
export interface AuthorizeEndpoint {
  readonly flow: 'authorize' | 'admin-consent';
  readonly version: 'v1' | 'v2';
  /** The first segment of the path. */
  readonly tenantSegment: string;
  /** The public origin that was asked. */
  readonly origin: string;
}

/** Where refusals go: back to the application when it is known where that is, else onto a page. */
export interface ReplyAddress {
  readonly redirect: Redirect | undefined;
  readonly mode: ResponseMode;
  readonly state: string | undefined;
}

/** An authorization request whose client and redirect URI are good. */
export interface AuthorizeRequest extends AuthorizeEndpoint {
  readonly form: Form;
  readonly client: ClientApplication;
  readonly reply: ReplyAddress;
  /** The redirect URI as it was sent; the code is bound to it. */
  readonly sentRedirectUri: string | undefined;
  readonly response: ResponseType;
  readonly prompts: ReadonlySet<Prompt>;
  readonly challenge: CodeChallenge | undefined;
  readonly openIdScopes: readonly OpenIdScope[];
  /** What is asked for: v2's `scope`, v1's `resource`; the partner's consent link has neither. */
  readonly scope: string | undefined;
  readonly resource: string | undefined;
}

/** Why a request goes no further; without a redirect it is shown on a page. */
export interface RefusedRequest {
  readonly refusal: Refusal;
  readonly reply: ReplyAddress | undefined;
}

const shown = (refused: Refusal): Result<never, RefusedRequest> =>
  fail({ refusal: refused, reply: undefined });

/** Nobody is redirected before client and redirect URI are known to belong together (reference: identity, section 6.1). */
const readClient = async (
  form: Form,
  endpoint: AuthorizeEndpoint,
  { store }: AuthorizeServices,
): Promise<Result<ClientApplication, RefusedRequest>> => {
  const clientId = form.get('client_id');
  if (!clientId) return shown(refusal(900144, { parameter: 'client_id' }));
  const client = await findClientApplication(store, clientId);
  return client ? ok(client) : shown(refusal(700016, { client: clientId, tenant: endpoint.tenantSegment }));
};

/** A consent link needs no redirect: a page of the authority's own says then what was granted. */
const readRedirect = (
  form: Form,
  client: ClientApplication,
  { origin, flow }: AuthorizeEndpoint,
): Result<Redirect | undefined, RefusedRequest> => {
  const sent = form.get('redirect_uri');
  if (sent) {
    const found = findRedirect(client, sent, origin);
    return found ? ok(found) : shown(refusal(50011, { redirectUri: sent, client: client.appId }));
  }
  const isConsentLink = flow === 'admin-consent' || /consent/.test(form.get('prompt') ?? '');
  if (isConsentLink) return ok(undefined);
  const only = findOnlyRedirect(client, origin);
  return only ? ok(only) : shown(refusal(900971, { client: client.appId }));
};

/** The rest of the request, once its refusals can be sent back. */
const readDetails = (
  form: Form,
  client: ClientApplication,
  redirect: Redirect | undefined,
  { flow, version }: AuthorizeEndpoint,
): Result<Pick<AuthorizeRequest, 'response' | 'prompts' | 'challenge' | 'scope' | 'resource'>, Refusal> => {
  const responseType = flow === 'admin-consent' ? 'code' : form.get('response_type');
  if (!responseType) return fail(refusal(900144, { parameter: 'response_type' }));
  const response = readResponseType(client, responseType, form.get('response_mode'));
  if (!response.ok) return response;
  // Else an id token of one sign-in could stand in for another's (OpenID Connect Core, section 3.2.2.1).
  if (response.value.parts.includes('id_token') && !form.get('nonce'))
    return fail(refusal(900144, { parameter: 'nonce' }));
  const prompts = readPrompts(form.get('prompt'));
  if (!prompts.ok) return prompts;
  const challenge = readCodeChallenge(form);
  if (!challenge.ok) return challenge;
  if (redirect?.platform === 'spa' && response.value.parts.includes('code') && !challenge.value)
    return fail(refusal(9002325));
  if (version === 'v2' && form.has('resource')) return fail(refusal(901002));
  const scope = form.get('scope') || undefined;
  if (version === 'v2' && !scope && !prompts.value.has('consent'))
    return fail(refusal(900144, { parameter: 'scope' }));
  return ok({
    response: response.value,
    prompts: prompts.value,
    challenge: challenge.value,
    scope: version === 'v2' ? scope : undefined,
    resource: version === 'v1' ? form.get('resource') || undefined : undefined,
  });
};

/** Reads and checks an authorization request. */
export const readAuthorizeRequest = async (
  form: Form,
  endpoint: AuthorizeEndpoint,
  services: AuthorizeServices,
): Promise<Result<AuthorizeRequest, RefusedRequest>> => {
  const client = await readClient(form, endpoint, services);
  if (!client.ok) return client;
  const redirect = readRedirect(form, client.value, endpoint);
  if (!redirect.ok) return redirect;
  const reply: ReplyAddress = {
    redirect: redirect.value,
    mode: readMode(form.get('response_mode'), form.get('response_type')),
    state: form.get('state'),
  };
  const details = readDetails(form, client.value, redirect.value, endpoint);
  if (!details.ok) return fail({ refusal: details.error, reply });
  return ok({
    ...endpoint,
    ...details.value,
    form,
    client: client.value,
    reply: { ...reply, mode: details.value.response.mode },
    sentRedirectUri: form.get('redirect_uri'),
    openIdScopes: openIdScopesOf(form.get('scope') ?? ''),
  });
};
