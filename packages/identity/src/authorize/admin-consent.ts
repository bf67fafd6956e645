import type { HttpReply } from '@vakt/contract/http';
import type { TenantMember } from '../accounts/account.ts';
import type { Visit } from '../sign-in/visit.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { redirectReply } from './redirect-reply.ts';
import type { Redirect } from './redirect-uri.ts';

/** Tells the application that an administrator consented, and in which tenant (reference: identity, section 6.3). */
export const redirectAdminConsent = async (
  { version, scope, reply }: AuthorizeRequest,
  redirect: Redirect,
  { tenant }: TenantMember,
  { language, attempt }: Visit,
): Promise<HttpReply> => {
  await attempt.succeed();
  const parameters = {
    admin_consent: 'True',
    tenant: tenant.id,
    state: reply.state,
    scope: version === 'v2' ? scope : undefined,
  };
  return redirectReply(redirect, 'query', parameters, language);
};
