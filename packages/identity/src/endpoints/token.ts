import type { HttpReply, HttpRequest } from '@vakt/contract/http';
import { fail, type Result } from '@vakt/contract/result';
import { type Refusal, refusal } from '../aadsts/catalogue.ts';
import { errorReply, traceOf } from '../aadsts/error-reply.ts';
import { SignInAttempt } from '../audit/sign-in-attempt.ts';
import { readClientCredentials } from '../authority/client-authentication.ts';
import { type Form, parseForm } from '../authority/form.ts';
import { authorizationCode } from '../grants/authorization-code.ts';
import { clientCredentials } from '../grants/client-credentials.ts';
import { deviceCode } from '../grants/device-code.ts';
import type { Grant, GrantedToken, GrantServices, TokenRequest } from '../grants/grant.ts';
import { onBehalfOf } from '../grants/on-behalf-of.ts';
import { password } from '../grants/password.ts';
import { refreshToken } from '../grants/refresh-token.ts';
import { openToBrowser } from './browser-access.ts';
import { withCommonHeaders } from './headers.ts';

export type TokenEndpointServices = GrantServices;

const grants: ReadonlyMap<string, Grant> = new Map(
  [clientCredentials, password, authorizationCode, refreshToken, deviceCode, onBehalfOf].flatMap(grant =>
    grant.types.map(type => [type, grant]),
  ),
);

/** A GET with a form is what some scripts send, and what the real service takes. */
const readForm = ({ method, body }: HttpRequest): Result<Form, Refusal> =>
  method === 'POST' || (method === 'GET' && body.length > 0)
    ? parseForm(body)
    : fail(refusal(900561, { method }));

/** Finds the grant that the request names, and lets it decide. */
const decide = async (
  request: HttpRequest,
  form: Form,
  version: TokenRequest['version'],
  attempt: SignInAttempt,
  services: TokenEndpointServices,
): Promise<Result<GrantedToken, Refusal>> => {
  const type = form.get('grant_type');
  if (!type) return fail(refusal(900144, { parameter: 'grant_type' }));
  const grant = grants.get(type);
  if (!grant) return fail(refusal(70003, { grant: type }));
  attempt.grant = grant.name;
  const client = readClientCredentials(form, request.headers.authorization);
  if (!client.ok) return client;
  const { clientId } = client.value;
  if (clientId !== undefined) attempt.application = { appId: clientId };
  return grant.run(
    {
      version,
      tenantSegment: request.params.tenant ?? '',
      form,
      client: client.value,
      attempt,
      origin: request.headers.origin,
      remoteAddress: request.remoteAddress,
      authorityOrigin: request.origin,
    },
    services,
  );
};

/** What only the reply to a user's client tells. */
const userParts = ({ refresh, idToken, clientInfo }: GrantedToken): object => ({
  ...(refresh && { refresh_token: refresh.token }),
  ...(idToken && { id_token: idToken }),
  ...(clientInfo && { client_info: clientInfo }),
});

/** Version 1 speaks numbers as text, and tells more (reference: identity, section 2.1). */
const replyV1 = (granted: GrantedToken): object => {
  const { issued, audience, scope } = granted;
  return {
    token_type: 'Bearer',
    ...(scope && { scope: scope.names.join(' ') }),
    expires_in: String(issued.expiresInSeconds),
    ext_expires_in: String(issued.expiresInSeconds),
    expires_on: String(issued.expiresOn),
    not_before: String(issued.notBefore),
    resource: audience,
    access_token: issued.token,
    ...userParts(granted),
  };
};

const replyV2 = (granted: GrantedToken): object => {
  const { issued, scope, refresh } = granted;
  return {
    token_type: 'Bearer',
    ...(scope && { scope: scope.texts.join(' ') }),
    expires_in: issued.expiresInSeconds,
    ext_expires_in: issued.expiresInSeconds,
    access_token: issued.token,
    ...userParts(granted),
    ...(refresh?.expiresInSeconds !== undefined && { refresh_token_expires_in: refresh.expiresInSeconds }),
  };
};

/** The caller's own id of the request: in a header, in the query, or among the parameters. */
const correlationOf = ({ headers, query }: HttpRequest, form: Result<Form, Refusal>): string | undefined =>
  headers['client-request-id'] ??
  query.get('client-request-id') ??
  (form.ok ? form.value.get('client-request-id') : undefined);

/** The token endpoint, v1 or v2: which grant, its decision, the reply in the version's shape. */
export const handleToken = async (
  request: HttpRequest,
  version: TokenRequest['version'],
  services: TokenEndpointServices,
): Promise<HttpReply> => {
  const form = readForm(request);
  const trace = traceOf(correlationOf(request, form), services.entropy);
  const attempt = new SignInAttempt(services.audit, {
    trace,
    ipAddress: request.remoteAddress,
    userAgent: request.headers['user-agent'],
  });
  const granted = form.ok ? await decide(request, form.value, version, attempt, services) : form;
  // A success was logged while its token was signed.
  if (!granted.ok) await attempt.refuse(granted.error);
  const reply = granted.ok
    ? { status: 200, body: version === 'v1' ? replyV1(granted.value) : replyV2(granted.value) }
    : errorReply(granted.error, trace, services.clock, request.origin, version);
  const opened = form.ok ? await openToBrowser(reply, request, form.value, services) : reply;
  return withCommonHeaders(opened, request, trace);
};
