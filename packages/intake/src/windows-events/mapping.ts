import type { RowDraft } from './draft.ts';
import type { WindowsEvent } from './event.ts';

/** Fills some columns from some fields; the fields that it reads stay out of AdditionalFields. */
export interface ColumnSource {
  readonly reads: readonly string[];
  fill(event: WindowsEvent, draft: RowDraft): void;
}

/** The fields that name the process which did the thing. */
export interface ActorFields {
  /** Sysmon's process GUID. */
  readonly guid?: string;
  readonly processId?: string;
  /** Path of the executable; a device path (`\device\harddiskvolume2\…`) yields to a known path of the process. */
  readonly image?: string;
  readonly commandLine?: string;
  /** `DOMAIN\user`. */
  readonly user?: string;
  /** Prefix of the Security log's four account fields: `Subject` for `SubjectUserName` and so on. */
  readonly account?: string;
}

/** What other events a row waits for or answers to. */
export type Companion = 'process' | 'connection' | 'logon';

/** How one kind of event becomes a row. */
export interface EventMapping {
  readonly channel: string;
  readonly ids: readonly number[];
  readonly table: string;
  /** The ActionType; a function where the event's fields decide, `undefined` where they say that there is no row. */
  readonly action: string | ((event: WindowsEvent) => string | undefined);
  readonly actor?: ActorFields;
  /** The field with the GUID of the process that it was done to. */
  readonly targetGuid?: string;
  readonly columns: readonly ColumnSource[];
  /** Fields under another name in AdditionalFields: `{ PipeName: 'PipeName' }` is target to source. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Constant or computed members of AdditionalFields. */
  readonly notes?: (event: WindowsEvent) => Readonly<Record<string, string | number | boolean>>;
  readonly companion?: Companion;
}

/** Why a kind of event yields no row by itself: it has no counterpart, or a policy leaves it out. */
export interface SkippedKind {
  readonly channel: string;
  readonly ids: readonly number[];
  readonly reason: string;
}
