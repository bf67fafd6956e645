import { ELEMENT, type QueryProperties, type QueryProperty } from '@vakt/contract/query';
import { type EntitySet, findName, findProperty } from './entity-set.ts';
import { ODataError } from './failure.ts';
import type { Name } from './syntax.ts';

/** A name that was found: what the wire calls it and what it holds. */
export interface Bound {
  readonly name: string;
  readonly property: QueryProperty;
}

/** The names that a condition may use. */
export interface Scope {
  knows(name: string): boolean;
  /** @throws ODataError when there is no such name, or a filter may not use it. */
  find(name: Name): Bound;
}

const unknownProperty = ({ name, position }: Name, type: string): ODataError =>
  new ODataError(`Could not find a property named '${name}' on type '${type}'`, position);

/** A name that a filter may not use: the reply has the property, or there is none. */
const refusedProperty = (set: EntitySet, written: Name, name?: string): ODataError => {
  const known = name ?? findName(set.selectable, written.name);
  return known === undefined
    ? unknownProperty(written, set.entity)
    : new ODataError(`The property '${known}' cannot be used in the $filter query option`, written.position);
};

/** The properties of the set's entities. */
export const entityScope = (set: EntitySet): Scope => ({
  knows: name => findProperty(set, name) !== undefined,
  find: written => {
    const name = findProperty(set, written.name);
    const property = name === undefined ? undefined : set.properties[name];
    if (name !== undefined && property && set.filterable.includes(name)) return { name, property };
    throw refusedProperty(set, written, name);
  },
});

/** The element of a list, which has the name `variable` alone. */
export const elementScope = (variable: string, property: QueryProperty): Scope => ({
  knows: () => false,
  find: written => {
    if (written.name === variable) return { name: ELEMENT, property };
    throw new ODataError(`Only '${variable}' may be named in the condition on a list`, written.position);
  },
});

/** The properties of a list's element that is an object: `e/accountName`. */
export const objectScope = (variable: string, list: string, properties: QueryProperties): Scope => {
  const wantedIn = (written: string): string | undefined =>
    written.startsWith(`${variable}/`) ? written.slice(variable.length + 1) : undefined;
  return {
    knows: written => findProperty({ properties }, wantedIn(written) ?? '') !== undefined,
    find: written => {
      const wanted = wantedIn(written.name);
      if (wanted === undefined)
        throw new ODataError(
          `Only properties of '${variable}' may be named in the condition on ${list}`,
          written.position,
        );
      const name = findProperty({ properties }, wanted);
      const property = name === undefined ? undefined : properties[name];
      if (name === undefined || !property) throw unknownProperty({ ...written, name: wanted }, list);
      return { name: `${ELEMENT}/${name}`, property };
    },
  };
};
