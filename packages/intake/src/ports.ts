import type { HttpRequest } from '@vakt/contract/http';
import type { TableRows } from '@vakt/contract/hunting/tables';
import type { DeviceId, TenantId } from '@vakt/contract/ids';
import type { Result } from '@vakt/contract/result';

/** Who sends events: a device with its own token, or an application or user that may write any device's. */
export interface IntakeCaller {
  readonly tenantId: TenantId;
  /** Given for a device's token, which may write rows of this device only. */
  readonly deviceId?: DeviceId;
}

/** Why a caller is turned away; becomes the error envelope. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 429 | 503;
  readonly code: string;
  readonly message: string;
  /** For example `www-authenticate` or `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Knows a request's bearer: a device token, or an access token for the resource Vakt (`api://vakt`) with the app role
 * `Intake.Write.All` or the delegated permission `Intake.Write`.
 */
export type Authenticate = (request: HttpRequest) => Promise<Result<IntakeCaller, Refusal>>;

/** Why rows could not be stored now. `busy`: too much at once; `unavailable`: the lake is away;
 * `refused`: a row holds what the lake can never store. */
export interface SinkFailure {
  readonly kind: 'busy' | 'unavailable' | 'refused';
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

/** Where accepted rows go. */
export interface EventSink {
  /** Resolves with success only when every row is durable; after a failure the caller may send the same rows again. */
  write(
    tenantId: TenantId,
    tables: readonly TableRows[],
    options: { readonly importName?: string },
  ): Promise<Result<void, SinkFailure>>;
}

/** What a device says to become one of the tenant's. */
export interface EnrolmentRequest {
  readonly enrolmentKey: string;
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  readonly osPlatform: string;
}

/** What an enrolled device gets. */
export interface DeviceEnrolment {
  /** The bearer of the device's later requests. */
  readonly deviceToken: string;
  readonly tenantId: TenantId;
}

/** Makes devices members of the tenant that an enrolment key belongs to. */
export interface DeviceEnrolments {
  enrol(request: EnrolmentRequest): Promise<Result<DeviceEnrolment, Refusal>>;
}

/** What a device says of an action that it carries out. */
export const reportedStatuses = ['InProgress', 'Succeeded', 'Failed'] as const;

export interface ActionReport {
  /** The action's id, a GUID. */
  readonly id: string;
  readonly status: (typeof reportedStatuses)[number];
  /** Why it failed, for people. */
  readonly reason?: string;
}

/** A response action that a device is to carry out. */
export interface DeviceAction {
  readonly id: string;
  /** `Isolate`, `RunAntiVirusScan` …: the machine action's type. */
  readonly type: string;
  readonly scope: string | null;
  /** SHA-1 of the file that it is about. */
  readonly sha1: string | null;
  /** What a live response session does, in order. */
  readonly commands?: readonly DeviceCommand[];
}

/** A command of a live response session. */
export interface DeviceCommand {
  readonly index: number;
  readonly type: string;
  readonly params: readonly { readonly key: string; readonly value: string }[];
  /** SHA-256 of the file of the library that it needs. */
  readonly sha256: string | null;
  /** `Started`: the device has said that it began, and not how it went. */
  readonly state: 'Created' | 'Started' | 'Completed' | 'Failed';
}

/** A device, known by its own token. */
export interface EnrolledDevice {
  readonly tenantId: TenantId;
  readonly deviceId: DeviceId;
}

/** What devices collected for investigations. */
export interface DevicePackages {
  /**
   * Keeps a package, in place of an earlier one of the same action.
   *
   * @returns whether the device has an open action of that id to collect one.
   */
  keep(device: EnrolledDevice, actionId: string, zip: Uint8Array): Promise<boolean>;
}

/** What a device says of a command. */
export const commandStatuses = ['InProgress', 'Completed', 'Failed'] as const;

export interface CommandProgress {
  readonly status: (typeof commandStatuses)[number];
  /** For people. */
  readonly errors: readonly string[];
}

/** A command by its session's action and its place in it. */
export interface CommandPlace {
  readonly actionId: string;
  readonly index: number;
}

/** The live response sessions of devices. A device speaks of the command in turn of a session of its own, and of no other. */
export interface DeviceSessions {
  /** Writes progress down; whether the command is the device's and in turn. */
  progress(device: EnrolledDevice, place: CommandPlace, progress: CommandProgress): Promise<boolean>;
  /** Keeps what a command gave; whether the command is the device's, in turn, and one that gives something. */
  keepResult(device: EnrolledDevice, place: CommandPlace, content: Uint8Array): Promise<boolean>;
  /** The file of the library that a command needs; `undefined` where it is not in turn, or the file is another one now. */
  libraryFile(device: EnrolledDevice, place: CommandPlace): Promise<Uint8Array | undefined>;
}

/** The response actions of devices. */
export interface DeviceActions {
  /**
   * Writes down what a device reports and says what it has still to do.
   *
   * @returns `open` oldest first; `refused` are the ids of reports on actions that are not the device's, or have ended.
   */
  exchange(
    device: EnrolledDevice,
    reports: readonly ActionReport[],
  ): Promise<{ readonly open: readonly DeviceAction[]; readonly refused: readonly string[] }>;
}
