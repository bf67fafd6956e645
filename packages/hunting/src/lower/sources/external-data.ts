import type { BoundNode } from '../../bind/bound-node.ts';
import { EXTERNAL_FORMATS, type ExternalFormat } from '../../plan/external-source.ts';
import type { Relation } from '../../plan/relation.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { scalarType } from '../scalar-type.ts';
import { mappingOf } from './external-mapping.ts';

const MOST_LOCATIONS = 20;

const locationOf = (node: BoundNode): string => {
  const location = node.stringValue;
  if (location === undefined) throw unsupported('An address that is not known before the query runs', node);
  return location;
};

/** A property's value: a text, a bare word or a truth value. */
const wordOf = (node: BoundNode): string => node.stringValue ?? node.simpleName;

const formatOf = (node: BoundNode): ExternalFormat => {
  const word = wordOf(node).toLowerCase();
  const format = EXTERNAL_FORMATS.find(name => name === word);
  if (!format) throw unsupported(`The format '${word}' in externaldata`, node);
  return format;
};

const flagOf = (node: BoundNode): boolean => {
  const word = wordOf(node).toLowerCase();
  if (word !== 'true' && word !== 'false')
    throw meaningless('ignoreFirstRecord must be true or false.', node);
  return word === 'true';
};

const PROPERTIES: ReadonlySet<string> = new Set(['format', 'ignorefirstrecord', 'ingestionmapping']);

/** The properties after `with`, by their names in lower case. */
const propertiesOf = (node: BoundNode): ReadonlyMap<string, BoundNode> => {
  const clause = node.child('WithClause');
  const list = clause?.children.find(({ kind }) => kind === 'List')?.children ?? [];
  return new Map(
    list.flatMap(property => {
      const name = property.child('Name')?.simpleName ?? '';
      const value = property.child('Expression');
      if (!PROPERTIES.has(name.toLowerCase()))
        throw unsupported(`The property '${name}' of externaldata`, property);
      return value ? [[name.toLowerCase(), value] as const] : [];
    }),
  );
};

/** `externaldata (a: string, …) ["https://…", …] with (…)`: rows that are read before the statement runs. */
export const lowerExternalData = (node: BoundNode, lowering: Lowering): Relation => {
  const columns = (node.columns ?? []).map(({ name, type }) =>
    lowering.ids.column(name, scalarType(type, node)),
  );
  const addresses = node.list('URIs');
  if (columns.length === 0 || addresses.length === 0)
    throw meaningless('externaldata needs columns and addresses.', node);
  if (addresses.length > MOST_LOCATIONS)
    throw meaningless(`externaldata reads at most ${MOST_LOCATIONS} addresses.`, node);
  const properties = propertiesOf(node);
  const [format, skips, mapping] = ['format', 'ignorefirstrecord', 'ingestionmapping'].map(name =>
    properties.get(name),
  );
  return {
    kind: 'rows',
    columns,
    rows: [],
    source: {
      locations: addresses.map(locationOf),
      format: format && formatOf(format),
      skipsFirst: skips !== undefined && flagOf(skips),
      mapping: mapping && mappingOf(wordOf(mapping), mapping),
      at: { start: node.start, length: node.length },
    },
  };
};
