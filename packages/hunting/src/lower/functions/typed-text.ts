import type { BoundNode } from '../../bind/bound-node.ts';
import { call, type Expression } from '../../plan/expression.ts';
import { scalarType } from '../scalar-type.ts';

/** A found text as the type of the call; one that spells no such value is null. */
export const convertedTo = (found: Expression, node: BoundNode): Expression => {
  const type = scalarType(node.typeName, node);
  const explicit = {
    int: 'toint',
    long: 'tolong',
    real: 'todouble',
    decimal: 'todecimal',
    bool: 'tobool',
    datetime: 'todatetime',
    timespan: 'totimespan',
    guid: 'toguid',
  } as const;
  if (type === 'string') return found;
  if (type === 'dynamic') return call('parse_json', type, found);
  return call(explicit[type], type, found);
};
