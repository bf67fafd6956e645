import type { ColumnType, Generated } from 'kysely';

/** The file that an action is about. */
export interface StoredFileInfo {
  readonly fileIdentifier: string;
  readonly fileIdentifierType: 'Sha1' | 'Sha256' | 'Md5';
}

/** A command of a live response session. Times are text as on the wire. */
export interface StoredCommand {
  readonly index: number;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly commandStatus: 'Created' | 'Completed' | 'Failed';
  readonly errors: readonly string[];
  readonly command: {
    readonly type: string;
    readonly params: readonly { readonly key: string; readonly value: string }[];
  };
  /** SHA-256 of the file of the library that it puts or runs, as it was when the session was asked for. */
  readonly sha256?: string;
}

/** Response actions on devices. Times are .NET ticks. */
export interface MachineActionsTable {
  tenant_id: Generated<string>;
  action_id: string;
  type: string;
  title: string | null;
  scope: string | null;
  status: string;
  machine_id: string;
  computer_dns_name: string;
  requestor: string;
  requestor_comment: string;
  request_source: string;
  external_id: string | null;
  cancellation_requestor: string | null;
  cancellation_comment: string | null;
  cancelled_ticks: bigint | null;
  created_ticks: bigint;
  updated_ticks: bigint;
  error_hresult: Generated<number>;
  /** Why it failed, in the device's words. */
  failure_reason: string | null;
  related_file_info: ColumnType<StoredFileInfo | null, string | null, string | null>;
  commands: ColumnType<readonly StoredCommand[], string | undefined, string>;
}
