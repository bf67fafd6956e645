import type { TenantId } from '@vakt/contract/ids';
import type { NewSignInEvent } from '@vakt/store/audit/sign-in-events';

/** The ways to a token or a session, as the log calls them. */
export type SignInGrant =
  | 'client_credentials'
  | 'password'
  | 'authorization_code'
  | 'refresh_token'
  | 'device_code'
  | 'on_behalf_of'
  | 'browser';

/** What became of it: 0 for a success, otherwise the AADSTS number and its text. */
export type SignInOutcome =
  | { readonly errorCode: 0 }
  | { readonly errorCode: number; readonly failureReason: string };

/** An application as the log names it. */
export interface NamedApplication {
  readonly appId: string;
  readonly displayName?: string | undefined;
}

/** A user as the log names one: a name that nobody has is noted as it was typed. */
export interface NamedUser {
  readonly id?: string | undefined;
  readonly userPrincipalName: string;
  readonly displayName?: string | undefined;
}

/** A sign-in, or a token that was asked for: given or refused. Secrets, codes and tokens have no place in it. */
export interface SignInEvent {
  readonly tenantId: TenantId;
  readonly grant: SignInGrant;
  readonly application?: NamedApplication | undefined;
  readonly servicePrincipalId?: string | undefined;
  readonly resource?: NamedApplication | undefined;
  readonly user?: NamedUser | undefined;
  readonly ipAddress: string;
  readonly userAgent?: string | undefined;
  readonly correlationId: string;
  /** The trace id of the reply: who reads it in an error finds the entry by it. */
  readonly requestId: string;
  /** The `uti` of the access token that was given. */
  readonly tokenId?: string | undefined;
  readonly outcome: SignInOutcome;
}

/** The categories of Microsoft Graph's `signInEventTypes`. */
export const SIGN_IN_EVENT_TYPES = ['interactiveUser', 'nonInteractiveUser', 'servicePrincipal'] as const;
export type SignInEventType = (typeof SIGN_IN_EVENT_TYPES)[number];

/** A person types a password or sits before a page in some; in the others a program acts for one. */
const EVENT_TYPES: Readonly<Record<SignInGrant, SignInEventType>> = {
  browser: 'interactiveUser',
  password: 'interactiveUser',
  device_code: 'interactiveUser',
  authorization_code: 'nonInteractiveUser',
  refresh_token: 'nonInteractiveUser',
  on_behalf_of: 'nonInteractiveUser',
  client_credentials: 'servicePrincipal',
};

/** Requests carry texts of any length; an entry stays small. */
const LONGEST_TEXT = 512;

const short = (text: string): string => text.slice(0, LONGEST_TEXT);
const optional = (text: string | undefined): string | null => (text === undefined ? null : short(text));

/** An event as the store keeps it: columns for what is searched by, the rest as `details`. */
export const toSignInRow = (event: SignInEvent, createdAt: Date): NewSignInEvent => {
  const { application, user, resource, outcome } = event;
  return {
    tenantId: event.tenantId,
    createdAt,
    id: event.requestId,
    eventType: EVENT_TYPES[event.grant],
    appId: optional(application?.appId),
    appDisplayName: optional(application?.displayName),
    userId: optional(user?.id),
    userPrincipalName: optional(user?.userPrincipalName),
    ipAddress: event.ipAddress,
    correlationId: event.correlationId,
    errorCode: outcome.errorCode,
    details: {
      grant: event.grant,
      userDisplayName: user?.displayName,
      servicePrincipalId: event.servicePrincipalId,
      resourceId: resource && short(resource.appId),
      resourceDisplayName: resource?.displayName,
      userAgent: event.userAgent && short(event.userAgent),
      tokenId: event.tokenId,
      failureReason: 'failureReason' in outcome ? short(outcome.failureReason) : undefined,
    },
  };
};
