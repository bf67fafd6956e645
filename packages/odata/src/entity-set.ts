import type { QueryProperties } from '@vakt/contract/query';

/** What the query options over a set of entities may name. */
export interface EntitySet {
  /** The entity's type in messages, for example `microsoft.windowsDefenderATP.api.Alert`. */
  readonly entity: string;
  /** Properties that can be compared and ordered by. */
  readonly properties: QueryProperties;
  readonly filterable: readonly string[];
  /** Every property of the reply. */
  readonly selectable: readonly string[];
  readonly expandable: readonly string[];
  readonly maxTop: number;
}
