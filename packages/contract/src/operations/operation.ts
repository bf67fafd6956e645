import type { TSchema } from 'typebox';
import type { ErrorCode } from '../errors.ts';
import type { Plan } from '../plan.ts';
import type { QueryProperties } from '../query.ts';
import type { ResourceName } from '../resources.ts';
import type { Door } from './address.ts';

/** Which permissions let a caller use an operation: any one of them is enough. */
export interface RequiredPermissions {
  /** The resource application that has them. */
  readonly resource: ResourceName;
  readonly application: readonly string[];
  readonly delegated: readonly string[];
}

/** How many calls a tenant's application may make, and how long what a tenant asks for may run, all of it together. */
export interface CallLimits {
  readonly perMinute?: number;
  readonly perHour?: number;
  readonly runningMinutesPerHour?: number;
  readonly runningMinutesPerDay?: number;
  /** Whose calls are counted together; those of one application in a tenant when not given. */
  readonly countedFor?: 'tenant';
}

/** What `$filter` may name. */
export interface FilterQuery {
  /** The entity's name in the service's messages. */
  readonly entity: string;
  /** Every property that can be compared or ordered by. */
  readonly properties: QueryProperties;
  /** Those of them that `$filter` may name. */
  readonly filterable: readonly string[];
  /** Names that the vendor's pages print for properties, and the name that the wire has. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** What the query options of a list may name. */
export interface ListQuery extends FilterQuery {
  readonly expandable: readonly string[];
  readonly maxTop: number;
  /** How many entities a page has when `$top` is not given. */
  readonly pageSize: number;
  /**
   * Times and numbers that no two entities share: pages in the order of one go on behind the last, whatever comes or changes
   * in between. The first is the order, greatest first, when none is asked for.
   */
  readonly pagedBy?: readonly [string, ...string[]];
}

/** A parameter of the query string. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly schema: TSchema;
}

/** What a call sends. */
export interface OperationBody {
  /** JSON when not given; `multipart` is a form (multipart/form-data), whose parts the schema names. */
  readonly form?: 'multipart';
  /** The largest body in bytes, where it is not the server's own limit. */
  readonly limit?: number;
  readonly schema: TSchema;
  readonly example: unknown;
}

/** An operation of the API as data: routes, checks, documents and clients follow from it. */
export interface Operation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The API that has it; Defender's own when not given. */
  readonly door?: Door;
  /** Below the roots of its API (`/api` and `/api/v1.0`, say). `{name}` stands for one segment. */
  readonly path: string;
  /** Whole paths by which clients know it besides those under the roots. */
  readonly otherPaths?: readonly string[];
  readonly summary: string;
  /** The resource as the vendor's pages group operations. */
  readonly resource:
    | 'Alerts'
    | 'Machines'
    | 'Machine actions'
    | 'Live response library'
    | 'Investigations'
    | 'Indicators'
    | 'Files'
    | 'Domains'
    | 'IP addresses'
    | 'Users'
    | 'Incidents'
    | 'Advanced hunting';
  readonly permissions: RequiredPermissions;
  /** Resource applications whose tokens are good for it, whatever the host. */
  readonly audiences: readonly ResourceName[];
  readonly licences: readonly Plan[];
  readonly limits: CallLimits;
  readonly list?: ListQuery;
  /** What `$filter` may name where an operation takes that option and no other, as `/$count` does. */
  readonly filter?: FilterQuery;
  /** The other parameters of the query string, which have no `$`. */
  readonly query?: readonly QueryParameter[];
  readonly body?: OperationBody;
  readonly reply: {
    readonly status: number;
    /** JSON when not given: `text` is the value alone as plain text, `none` no body at all. */
    readonly form?: 'text' | 'none';
    readonly schema: TSchema;
    readonly example: unknown;
  };
  /** Besides 401, 403, 429 and 500, which every operation may answer. */
  readonly errors: readonly ErrorCode[];
  /** What was chosen where the vendor's pages are silent or disagree. */
  readonly notes?: readonly string[];
}

/**
 * Clients in wide use call every operation with tokens of either resource application; the roles in the token decide
 * (reference: wire-quirks, section 2).
 */
export const DEFENDER_AUDIENCES: readonly ResourceName[] = [
  'WindowsDefenderATP',
  'MicrosoftThreatProtection',
];

/** The limits that hold where a page names no others (reference: defender-endpoint-core, section 1.4). */
export const GENERAL_LIMITS: CallLimits = { perMinute: 100, perHour: 1_500 };

/** The largest `$top` and page of the Endpoint lists (reference: defender-endpoint-core, section 1.5). */
export const ENDPOINT_PAGE = { maxTop: 10_000, pageSize: 10_000 } as const;
