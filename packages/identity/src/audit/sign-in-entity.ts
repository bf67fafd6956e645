import type { SignInEventRow } from '@vakt/store/audit/sign-in-events';
import type { Entity } from '../directory/graph-reply.ts';

const textOf = (details: SignInEventRow['details'], name: string): string | null => {
  const value = details[name];
  return typeof value === 'string' ? value : null;
};

/** What the log calls a grant, in the words of Microsoft Graph's `authenticationProtocol`. */
const PROTOCOLS: Readonly<Record<string, string>> = { password: 'ropc', device_code: 'deviceCode' };

/** What Vakt knows nothing of, as the service shows it where there is nothing to know. */
const NOT_ASSESSED = {
  conditionalAccessStatus: 'notApplied',
  appliedConditionalAccessPolicies: [],
  riskDetail: 'none',
  riskLevelAggregated: 'none',
  riskLevelDuringSignIn: 'none',
  riskState: 'none',
  riskEventTypes: [],
  riskEventTypes_v2: [],
  deviceDetail: {
    deviceId: '',
    displayName: null,
    operatingSystem: null,
    browser: null,
    isCompliant: null,
    isManaged: null,
    trustType: null,
  },
  location: { city: null, state: null, countryOrRegion: null, geoCoordinates: {} },
} as const;

/** A sign-in in Microsoft Graph's shape (vendor page: signIn resource type). */
export const signInEntity = (row: SignInEventRow): Entity => {
  const { details, event_type: eventType } = row;
  const grant = textOf(details, 'grant') ?? '';
  return {
    id: row.id,
    createdDateTime: row.created_at.toISOString(),
    userDisplayName: textOf(details, 'userDisplayName'),
    userPrincipalName: row.user_principal_name,
    userId: row.user_id,
    appId: row.app_id,
    appDisplayName: row.app_display_name,
    ipAddress: row.ip_address,
    clientAppUsed: grant === 'browser' ? 'Browser' : 'Mobile Apps and Desktop clients',
    userAgent: textOf(details, 'userAgent'),
    correlationId: row.correlation_id,
    originalRequestId: row.id,
    isInteractive: eventType === 'interactiveUser',
    authenticationProtocol: PROTOCOLS[grant] ?? 'oAuth2',
    resourceDisplayName: textOf(details, 'resourceDisplayName'),
    resourceId: textOf(details, 'resourceId'),
    servicePrincipalId: textOf(details, 'servicePrincipalId'),
    servicePrincipalName: eventType === 'servicePrincipal' ? row.app_display_name : null,
    signInEventTypes: [eventType],
    uniqueTokenIdentifier: textOf(details, 'tokenId'),
    status: {
      errorCode: row.error_code,
      failureReason: textOf(details, 'failureReason'),
      additionalDetails: null,
    },
    ...NOT_ASSESSED,
  };
};
