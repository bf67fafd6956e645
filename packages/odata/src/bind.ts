import {
  type ComparisonOperator,
  ELEMENT,
  type Filter,
  type QueryProperty,
  type QueryValue,
} from '@vakt/contract/query';
import type { EntitySet } from './entity-set.ts';
import { ODataError } from './failure.ts';
import type { Literal, Name, Operand, Syntax } from './syntax.ts';

/** A name that was found: what the wire calls it and what it holds. */
interface Bound {
  readonly name: string;
  readonly property: QueryProperty;
}

type Scope = (name: Name) => Bound;

const EDM_TYPES: Readonly<Record<QueryProperty['type'] | Literal['type'], string>> = {
  string: 'Edm.String',
  enum: 'Edm.String',
  number: 'Edm.Int64',
  boolean: 'Edm.Boolean',
  datetime: 'Edm.DateTimeOffset',
  guid: 'Edm.Guid',
  null: 'null',
};

const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
};

/** Names of properties match in any letter case: the vendor's own pages mix them. */
const scopeOf = (set: EntitySet): Scope => {
  const names = new Map(Object.keys(set.properties).map(name => [name.toLowerCase(), name]));
  const filterable = new Set(set.filterable);
  return ({ name, position }) => {
    const known = names.get(name.toLowerCase());
    const property = known === undefined ? undefined : set.properties[known];
    if (known === undefined || !property)
      throw new ODataError(`Could not find a property named '${name}' on type '${set.entity}'`, position);
    if (!filterable.has(known))
      throw new ODataError(`The property '${known}' cannot be used in the $filter query option`, position);
    return { name: known, property };
  };
};

const enumValue = ({ values = [] }: QueryProperty, { value, position }: Literal): string => {
  const wanted = String(value).toLowerCase();
  const known = values.find(name => name.toLowerCase() === wanted);
  if (known === undefined)
    throw new ODataError(`'${String(value)}' is none of the values ${values.join(', ')}`, position);
  return known;
};

/** The value as the property holds it. The table prints number ids as text, so numbers may be quoted. */
const valueFor = ({ name, property }: Bound, literal: Literal): QueryValue => {
  const { type, value, position } = literal;
  if (type === 'null') return null;
  if (property.type === 'enum' && type === 'string') return enumValue(property, literal);
  if (property.type === type) return value;
  if (property.type === 'string' && type === 'guid') return value;
  if (property.type === 'number' && type === 'string' && /^-?\d{1,18}$/.test(String(value)))
    return BigInt(String(value));
  throw new ODataError(
    `'${name}' is of type ${EDM_TYPES[property.type]} and cannot be compared with a value of type ${EDM_TYPES[type]}`,
    position,
  );
};

const scalar = (scope: Scope, name: Name): Bound => {
  const bound = scope(name);
  if (bound.property.collection)
    throw new ODataError(`'${bound.name}' is a list; ask it with ${bound.name}/any(…)`, name.position);
  return bound;
};

/** The property of a comparison and its value, whichever stands on the left. */
const sidesOf = (left: Operand, right: Operand): { name: Name; literal: Literal; flipped: boolean } => {
  if (left.kind === 'name' && right.kind === 'literal') return { name: left, literal: right, flipped: false };
  if (left.kind === 'literal' && right.kind === 'name') return { name: right, literal: left, flipped: true };
  throw new ODataError('A comparison needs a property and a value', left.position);
};

const bindComparison = (scope: Scope, syntax: Extract<Syntax, { kind: 'comparison' }>): Filter => {
  const { name, literal, flipped } = sidesOf(syntax.left, syntax.right);
  const bound = scalar(scope, name);
  const operator = flipped ? FLIPPED[syntax.operator] : syntax.operator;
  return { kind: 'comparison', property: bound.name, operator, value: valueFor(bound, literal) };
};

const bindMembership = (scope: Scope, { operand, values }: Extract<Syntax, { kind: 'in' }>): Filter => {
  if (operand.kind !== 'name') throw new ODataError('A property must stand before in', operand.position);
  const bound = scalar(scope, operand);
  return { kind: 'in', property: bound.name, values: values.map(value => valueFor(bound, value)) };
};

const bindText = (scope: Scope, syntax: Extract<Syntax, { kind: 'text' }>): Filter => {
  const { operand, argument } = syntax;
  if (operand.kind !== 'name' || argument.kind !== 'literal' || argument.type !== 'string')
    throw new ODataError(`${syntax.function} takes a property and a text`, syntax.position);
  const bound = scalar(scope, operand);
  if (bound.property.type !== 'string' && bound.property.type !== 'enum')
    throw new ODataError(`'${bound.name}' is not a text`, operand.position);
  return {
    kind: 'text',
    function: syntax.function,
    property: bound.name,
    value: String(argument.value),
  };
};

/** The names in an expression, in order. */
const namesIn = (syntax: Syntax): readonly Name[] => {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return syntax.operands.flatMap(namesIn);
    case 'not':
      return namesIn(syntax.operand);
    case 'comparison':
      return [syntax.left, syntax.right].filter(operand => operand.kind === 'name');
    case 'in':
    case 'text':
      return syntax.operand.kind === 'name' ? [syntax.operand] : [];
    default:
      return [syntax.list];
  }
};

type ListCondition = Extract<Syntax, { kind: 'any' | 'all' }>;

/**
 * What the condition is on: the list, or the list of one property of its elements, which is a property of the set of its
 * own: `targetResources/id` for `targetResources/any(t: t/id eq '…')`.
 */
const askedList = ({ list, lambda }: ListCondition): { readonly list: Name; readonly element: string } => {
  const variable = lambda?.variable ?? '';
  const first = lambda && namesIn(lambda.condition)[0]?.name;
  return first?.startsWith(`${variable}/`)
    ? { list: { ...list, name: `${list.name}${first.slice(variable.length)}` }, element: first }
    : { list, element: variable };
};

const bindListCondition = (scope: Scope, syntax: ListCondition): Filter => {
  const asked = askedList(syntax);
  const { name, property } = scope(asked.list);
  if (!property.collection) throw new ODataError(`'${name}' is not a list`, syntax.position);
  if (!syntax.lambda) return { kind: syntax.kind, property: name };
  const { collection: _, ...element } = property;
  const inner: Scope = written => {
    if (written.name === asked.element) return { name: ELEMENT, property: element };
    throw new ODataError(
      `Only '${asked.element}' may be named in the condition of ${syntax.kind}`,
      written.position,
    );
  };
  return { kind: syntax.kind, property: name, condition: bindExpression(inner, syntax.lambda.condition) };
};

const bindExpression = (scope: Scope, syntax: Syntax): Filter => {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return { kind: syntax.kind, operands: syntax.operands.map(operand => bindExpression(scope, operand)) };
    case 'not':
      return { kind: 'not', operand: bindExpression(scope, syntax.operand) };
    case 'comparison':
      return bindComparison(scope, syntax);
    case 'in':
      return bindMembership(scope, syntax);
    case 'text':
      return bindText(scope, syntax);
    default:
      return bindListCondition(scope, syntax);
  }
};

/**
 * Checks an expression against an entity set: every name exists and may be filtered by, every value fits.
 *
 * @throws ODataError with the position of what is wrong.
 */
export const bindFilter = (set: EntitySet, syntax: Syntax): Filter => bindExpression(scopeOf(set), syntax);
