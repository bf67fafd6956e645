import type { QueryProperties } from '@vakt/contract/query';

/** What the query options over a set of entities may name. */
export interface EntitySet {
  /** The entity's type in messages, for example `microsoft.windowsDefenderATP.api.Alert`. */
  readonly entity: string;
  /** Properties that can be compared and ordered by. */
  readonly properties: QueryProperties;
  readonly filterable: readonly string[];
  /** Other names that clients know properties by, and the name that the wire has. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** Every property of the reply. */
  readonly selectable: readonly string[];
  readonly expandable: readonly string[];
  readonly maxTop: number;
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The name among them that was meant. Names match in any letter case: the vendor's own pages mix them. */
export const findName = (names: readonly string[], wanted: string): string | undefined =>
  names.find(name => sameName(name, wanted));

/** The property that was meant, by the name that the wire has. */
export const findProperty = (
  { properties, aliases = {} }: Pick<EntitySet, 'properties' | 'aliases'>,
  wanted: string,
): string | undefined => {
  const alias = findName(Object.keys(aliases), wanted);
  return findName(Object.keys(properties), alias === undefined ? wanted : (aliases[alias] ?? wanted));
};
