import { odataText } from './graph.ts';
import { anyOf, beginsWith, isGuid, listPath } from './odata-filter.ts';
import { type Pages, usePages } from './use-pages.ts';

/** The kinds of sign-ins, as Graph's `signInEventTypes` calls them. */
export const SIGN_IN_KINDS = ['interactiveUser', 'nonInteractiveUser', 'servicePrincipal'] as const;
export type SignInKind = (typeof SIGN_IN_KINDS)[number];

/** A sign-in, or a token that was asked for (`/v1.0/auditLogs/signIns`). */
export interface SignIn {
  readonly id: string;
  readonly createdDateTime: string;
  readonly userDisplayName: string | null;
  readonly userPrincipalName: string | null;
  readonly userId: string | null;
  readonly appId: string | null;
  readonly appDisplayName: string | null;
  readonly ipAddress: string;
  readonly clientAppUsed: string;
  readonly userAgent: string | null;
  readonly correlationId: string;
  readonly authenticationProtocol: string;
  readonly resourceDisplayName: string | null;
  readonly resourceId: string | null;
  readonly servicePrincipalId: string | null;
  readonly servicePrincipalName: string | null;
  readonly signInEventTypes: readonly SignInKind[];
  readonly uniqueTokenIdentifier: string | null;
  readonly status: { readonly errorCode: number; readonly failureReason: string | null };
}

/** A property that a change touched. */
export interface ModifiedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** What a change was made to. */
export interface AuditTarget {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: string;
  readonly userPrincipalName: string | null;
  readonly modifiedProperties: readonly ModifiedProperty[];
}

/** A change of the directory (`/v1.0/auditLogs/directoryAudits`). */
export interface DirectoryAudit {
  readonly id: string;
  readonly activityDateTime: string;
  readonly activityDisplayName: string;
  readonly category: string;
  readonly operationType: string;
  readonly correlationId: string;
  readonly result: 'success' | 'failure';
  readonly resultReason: string;
  readonly initiatedBy: {
    readonly user: {
      readonly id: string;
      readonly displayName: string | null;
      readonly userPrincipalName: string;
      readonly ipAddress: string;
    } | null;
    readonly app: {
      readonly appId: string | null;
      readonly displayName: string;
      readonly servicePrincipalId: string | null;
    } | null;
  };
  readonly targetResources: readonly AuditTarget[];
  readonly additionalDetails: readonly { readonly key: string; readonly value: string }[];
}

export type Outcome = 'success' | 'failure';

/** What the sign-in log is narrowed to. */
export interface SignInFilter {
  /** ISO 8601. */
  readonly since: string;
  readonly kind: SignInKind | 'all';
  readonly outcome: Outcome | 'all';
  /** A user or application by the beginning of its name, or any id that an error names. */
  readonly search: string;
}

const SIGN_IN_NAMES = ['userPrincipalName', 'userDisplayName', 'appDisplayName'];
const SIGN_IN_IDS = [
  'id',
  'correlationId',
  'userId',
  'appId',
  'servicePrincipalId',
  'resourceId',
  'uniqueTokenIdentifier',
];

const idIsOneOf = (properties: readonly string[], id: string): string =>
  anyOf(properties.map(property => `${property} eq ${odataText(id)}`));

/** That an entry is about what a person typed: an id as a whole, a name from its beginning. */
const isAbout = (search: string, names: readonly string[], ids: string): string =>
  isGuid(search) ? ids : beginsWith(names, search);

const ofKind = (kind: SignInKind): string => `signInEventTypes/any(t: t eq '${kind}')`;

const signInsPath = ({ since, kind, outcome, search }: SignInFilter): string =>
  listPath(
    '/v1.0/auditLogs/signIns',
    [
      `createdDateTime ge ${since}`,
      // Interactive sign-ins alone are listed unless the kinds are named.
      kind === 'all' ? anyOf(SIGN_IN_KINDS.map(ofKind)) : ofKind(kind),
      outcome === 'all' ? undefined : `status/errorCode ${outcome === 'success' ? 'eq' : 'ne'} 0`,
      search === '' ? undefined : isAbout(search, SIGN_IN_NAMES, idIsOneOf(SIGN_IN_IDS, search)),
    ],
    [`$top=${PAGE}`],
  );

const PAGE = 50;

export const useSignIns = (filter: SignInFilter): Pages<SignIn> =>
  usePages<SignIn>(['signIns'], signInsPath(filter));

/** What the audit log is narrowed to. */
export interface AuditFilter {
  /** ISO 8601. */
  readonly since: string;
  readonly category: string;
  readonly outcome: Outcome | 'all';
  /** Who made the change, the activity, or what was changed, by the beginning of its name; or any id. */
  readonly search: string;
}

const AUDIT_NAMES = [
  'activityDisplayName',
  'initiatedBy/user/userPrincipalName',
  'initiatedBy/user/displayName',
  'initiatedBy/app/displayName',
];
const AUDIT_IDS = ['id', 'correlationId', 'initiatedBy/user/id', 'initiatedBy/app/appId'];

/** That an object is among those that a change was made to. */
const isTarget = (id: string): string => `targetResources/any(t: t/id eq ${odataText(id)})`;

const auditsPath = ({ since, category, outcome, search }: AuditFilter): string =>
  listPath(
    '/v1.0/auditLogs/directoryAudits',
    [
      `activityDateTime ge ${since}`,
      category === 'all' ? undefined : `category eq ${odataText(category)}`,
      outcome === 'all' ? undefined : `result eq '${outcome}'`,
      search === ''
        ? undefined
        : isAbout(search, AUDIT_NAMES, anyOf([idIsOneOf(AUDIT_IDS, search), isTarget(search)])),
    ],
    [`$top=${PAGE}`],
  );

export const useDirectoryAudits = (filter: AuditFilter): Pages<DirectoryAudit> =>
  usePages<DirectoryAudit>(['directoryAudits'], auditsPath(filter));

/** Every change of one object that was made, the newest first, as far as the log goes back. */
export const changesOfPath = (id: string): string =>
  listPath('/v1.0/auditLogs/directoryAudits', [isTarget(id), "result eq 'success'"], ['$top=500']);
