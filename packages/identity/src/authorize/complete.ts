import type { HttpReply } from '@vakt/contract/http';
import { ok, type Result } from '@vakt/contract/result';
import type { Refusal } from '../aadsts/catalogue.ts';
import type { TenantMember } from '../accounts/account.ts';
import type { RequestedAccess } from '../authority/requested-access.ts';
import { issueUserTokens } from '../grants/user-tokens.ts';
import type { KnownAccount } from '../sign-in/known-accounts.ts';
import type { Visit } from '../sign-in/visit.ts';
import { clientInfoOf } from '../tokens/user-claims.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { issueCode } from './code.ts';
import { type ReplyParameters, redirectReply } from './redirect-reply.ts';
import type { Redirect } from './redirect-uri.ts';

/** A sign-in to which nothing is missing any more. */
export interface CompletedSignIn {
  readonly request: AuthorizeRequest;
  readonly redirect: Redirect;
  readonly member: TenantMember;
  readonly known: KnownAccount;
  readonly accesses: readonly RequestedAccess[];
  /** Whether an administrator consented for the tenant on the way here. */
  readonly isAdminConsent: boolean;
}

const methodsOf = ({ session }: KnownAccount): readonly string[] => session.authentication_methods.split(' ');

const codeFor = (
  { request, redirect, member, known }: CompletedSignIn,
  { services }: Visit,
): Promise<string> =>
  issueCode(
    member.tenant.id,
    {
      clientId: request.client.appId,
      userId: member.account.user.id,
      redirectUri: request.sentRedirectUri ?? redirect.uri,
      platform: redirect.platform,
      version: request.version,
      scope: request.scope,
      resource: request.resource,
      nonce: request.form.get('nonce'),
      challenge: request.challenge,
      authenticationMethods: methodsOf(known),
      sessionId: known.session.id,
      grantedAt: services.clock.now(),
    },
    services,
  );

/** Tokens that the reply itself carries, where the application has enabled that (implicit and hybrid flows). */
const implicitTokens = async (
  { request, redirect, member, known, accesses }: CompletedSignIn,
  { request: { remoteAddress }, services, attempt }: Visit,
  code: string | undefined,
): Promise<Result<ReplyParameters, Refusal>> => {
  const { parts } = request.response;
  const [access] = accesses;
  const tokens =
    parts.includes('token') && access
      ? await issueUserTokens(
          {
            member,
            client: request.client,
            proof: '0',
            platform: redirect.platform,
            access,
            openIdScopes: [],
            authenticationMethods: methodsOf(known),
            sessionId: known.session.id,
          },
          {
            version: request.version,
            form: request.form,
            attempt,
            remoteAddress,
            authorityOrigin: request.origin,
          },
          services,
        )
      : undefined;
  if (tokens && !tokens.ok) return tokens;
  const accessToken = tokens?.value.issued.token;
  const idToken = parts.includes('id_token')
    ? await services.idTokens.issue({
        member,
        clientId: request.client.appId,
        version: request.version,
        origin: request.origin,
        authenticationMethods: methodsOf(known),
        remoteAddress,
        nonce: request.form.get('nonce'),
        sessionId: known.session.id,
        code,
        accessToken,
      })
    : undefined;
  return ok({
    ...(tokens && {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: String(tokens.value.issued.expiresInSeconds),
      scope: tokens.value.scope?.texts.join(' '),
    }),
    id_token: idToken,
  });
};

/** Sends the person back to the application with what it asked for. */
export const completeSignIn = async (
  signIn: CompletedSignIn,
  visit: Visit,
): Promise<Result<HttpReply, Refusal>> => {
  const { request, redirect, member, known } = signIn;
  const { parts, mode } = request.response;
  const code = parts.includes('code') ? await codeFor(signIn, visit) : undefined;
  const tokens = await implicitTokens(signIn, visit, code);
  if (!tokens.ok) return tokens;
  visit.attempt.isOf(member);
  await visit.attempt.succeed();
  const parameters = {
    code,
    ...tokens.value,
    client_info: request.form.get('client_info') === '1' ? clientInfoOf(member) : undefined,
    state: request.reply.state,
    session_state: known.session.id,
    admin_consent: signIn.isAdminConsent ? 'True' : undefined,
  };
  return ok(redirectReply(redirect, mode, parameters, visit.language));
};
