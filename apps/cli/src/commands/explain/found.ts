import type { ExplainedRefusal } from '@vakt/contract/refusal';
import { authorityAdvice } from '../../failure/authority-error.ts';
import type { SignIn } from '../audit/log-entries.ts';

/** What is shown of a refusal: all of it, and the lines for a person. */
export interface Found {
  readonly whole: object;
  readonly fields: Readonly<Record<string, unknown>>;
}

const STEPS = '(of register, permit, prove, token, call)';

const tokenFields = ({ token }: ExplainedRefusal): Readonly<Record<string, unknown>> => {
  if (!token) return { token: 'none of this authority’s' };
  const { kind, appDisplayName, appId, userPrincipalName, tenantId, audience, permissions, tokenId } = token;
  return {
    application: `${appDisplayName} (${appId})`,
    ...(kind === 'user' && { user: userPrincipalName }),
    tenant: tenantId,
    'token is for': audience,
    'token allows': permissions.length > 0 ? permissions : 'nothing: it has no permissions',
    ...(token.directoryRoles && { 'roles of the user': token.directoryRoles }),
    'token id': tokenId,
  };
};

/**
 * A refused call.
 *
 * @param standing where the missing permissions stand now.
 */
export const refusedCall = (
  refusal: ExplainedRefusal,
  origin: string,
  standing: string | undefined,
): Found => ({
  whole: { ...refusal, ...(standing !== undefined && { standing }) },
  fields: {
    call: `${refusal.method} ${refusal.path} (${refusal.operation})`,
    time: refusal.time,
    from: refusal.remoteAddress,
    answer: `${refusal.status} ${refusal.code}: ${refusal.message}`,
    'step at fault': `${refusal.step} ${STEPS}`,
    missing: refusal.missing,
    ...(standing !== undefined && { now: standing }),
    'what to do': refusal.remedies.join(' '),
    commands: refusal.commands?.join(' && '),
    page: refusal.page && `${origin}${refusal.page}`,
    ...tokenFields(refusal),
  },
});

/** A sign-in or a token that the authority refused, or gave. */
export const signInEntry = (signIn: SignIn): Found => {
  const { createdDateTime, status, appDisplayName, appId, userPrincipalName, ipAddress } = signIn;
  const isRefused = status.errorCode !== 0;
  const { step, mend } = authorityAdvice(status.errorCode);
  const remedies = (mend ?? []).map(line => line.replaceAll('CLIENT_ID', appId ?? 'CLIENT_ID'));
  return {
    whole: { ...signIn, ...(isRefused && { step, remedies }) },
    fields: {
      call: `a token for ${signIn.resourceDisplayName ?? 'no resource that is known'}`,
      time: createdDateTime,
      from: ipAddress,
      answer: isRefused ? `AADSTS${status.errorCode}: ${status.failureReason ?? ''}` : 'given, not refused',
      ...(isRefused && { 'step at fault': `${step} ${STEPS}`, 'what to do': remedies.join(' ') }),
      application: `${appDisplayName ?? 'not known'} (${appId ?? '-'})`,
      user: userPrincipalName,
    },
  };
};
