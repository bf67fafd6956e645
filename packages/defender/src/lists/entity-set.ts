import type { ListQuery, Operation } from '@vakt/contract/operations/operation';
import type { EntitySet } from '@vakt/odata/entity-set';

/** The properties of a collection's items, in the order of the wire. */
const itemProperties = ({ reply }: Operation): string[] => {
  const { properties } = reply.schema as { properties?: { value?: { items?: { properties?: object } } } };
  return Object.keys(properties?.value?.items?.properties ?? {});
};

/** What the query options of a list operation may name, from the contract. */
export const entitySetOf = (operation: Operation, list: ListQuery): EntitySet => ({
  entity: `microsoft.windowsDefenderATP.api.${list.entity}`,
  properties: list.properties,
  filterable: list.filterable,
  ...(list.aliases && { aliases: list.aliases }),
  selectable: itemProperties(operation),
  expandable: list.expandable,
  maxTop: list.maxTop,
});
