import { odataText } from './graph.ts';

/** Whether a text is an id as Graph writes them. */
export const isGuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Any of several conditions, in brackets; nothing when there are none. */
export const anyOf = (conditions: readonly string[]): string => `(${conditions.join(' or ')})`;

/** That one of some properties begins with what a person typed. */
export const beginsWith = (properties: readonly string[], typed: string): string =>
  anyOf(properties.map(property => `startswith(${property},${odataText(typed)})`));

/** That a property is one of some values. */
export const isOneOf = (property: string, values: readonly string[]): string =>
  `${property} in (${values.map(odataText).join(',')})`;

/**
 * The address of a list under conditions that all must hold.
 *
 * @param options other query options, with `$`.
 */
export const listPath = (
  collection: string,
  conditions: readonly (string | undefined)[],
  options: readonly string[] = [],
): string => {
  const held = conditions.filter(condition => condition !== undefined);
  const query = [...(held.length > 0 ? [`$filter=${held.join(' and ')}`] : []), ...options];
  return query.length > 0 ? `${collection}?${query.join('&')}` : collection;
};
