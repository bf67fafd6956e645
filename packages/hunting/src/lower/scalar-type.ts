import type { BoundNode } from '../bind/bound-node.ts';
import { type KustoType, parseKustoType } from '../kusto-type.ts';
import { unsupported } from './refusal.ts';

/** The scalar type that the binder names, refused when this engine has none. */
export const scalarType = (name: string, node: BoundNode): KustoType => {
  const type = parseKustoType(name);
  if (!type) throw unsupported(`The type '${name}'`, node);
  return type;
};
