import type { ComparisonOperator, Filter, LetterCase, QueryProperty, QueryValue } from '@vakt/contract/query';
import { type EntitySet, findName } from './entity-set.ts';
import { ODataError } from './failure.ts';
import { type Bound, elementScope, entityScope, objectScope, type Scope } from './scope.ts';
import type { Literal, Name, Operand, Syntax } from './syntax.ts';

const EDM_TYPES: Readonly<Record<QueryProperty['type'] | Literal['type'], string>> = {
  string: 'Edm.String',
  enum: 'Edm.String',
  number: 'Edm.Int64',
  boolean: 'Edm.Boolean',
  datetime: 'Edm.DateTimeOffset',
  guid: 'Edm.Guid',
  null: 'null',
  object: 'Edm.ComplexType',
};

const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: 'eq',
  ne: 'ne',
  gt: 'lt',
  ge: 'le',
  lt: 'gt',
  le: 'ge',
};

const KINDS: Readonly<Record<ComparisonOperator, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

const enumValue = ({ values = [] }: QueryProperty, { value, position }: Literal): string => {
  const known = findName(values, String(value));
  if (known === undefined)
    throw new ODataError(
      `The string '${String(value)}' is not a valid enumeration type constant: it is none of the values ${values.join(', ')}`,
      position,
    );
  return known;
};

/** The value as the property holds it. The table prints number ids as text, so numbers may be quoted. */
const valueFor = ({ property }: Bound, literal: Literal, operator: ComparisonOperator): QueryValue => {
  const { type, value, position } = literal;
  if (type === 'null') return null;
  if (property.type === 'enum' && type === 'string') return enumValue(property, literal);
  if (property.type === type) return value;
  if (property.type === 'string' && type === 'guid') return value;
  if (property.type === 'number' && type === 'string' && /^-?\d{1,18}$/.test(String(value)))
    return BigInt(String(value));
  throw new ODataError(
    `A binary operator with incompatible types was detected. Found operand types '${EDM_TYPES[property.type]}' and '${EDM_TYPES[type]}' for operator kind '${KINDS[operator]}'`,
    position,
  );
};

/** What a property is compared in: its letters as they are, or in one case. Enumerations match in any. */
const lettersOf = ({ property }: Bound, { letters }: Name): { readonly letters?: LetterCase } =>
  letters && property.type !== 'enum' ? { letters } : {};

/** The property that is compared: no list, and a text where its letters are to be changed. */
const scalar = (scope: Scope, name: Name): Bound => {
  const bound = scope.find(name);
  const { collection, type } = bound.property;
  if (collection || type === 'object')
    throw new ODataError(
      `'${name.name}' is no single value; ask a list with any(…) or all(…)`,
      name.position,
    );
  if (name.letters && type !== 'string' && type !== 'enum')
    throw new ODataError(
      `No function signature for the function with name 'to${name.letters}' matches the type ${EDM_TYPES[type]}`,
      name.position,
    );
  return bound;
};

/** The property of a comparison and its value, whichever stands on the left. */
const sidesOf = (left: Operand, right: Operand): { name: Name; literal: Literal; flipped: boolean } => {
  if (left.kind === 'name' && right.kind === 'literal') return { name: left, literal: right, flipped: false };
  if (left.kind === 'literal' && right.kind === 'name') return { name: right, literal: left, flipped: true };
  throw new ODataError('A comparison needs a property and a value', left.position);
};

/** "Not this value" as "one of the others", which an index can answer. */
const otherValues = ({ name, property }: Bound, value: QueryValue): Filter => ({
  kind: 'in',
  property: name,
  values: [...(property.values ?? []).filter(other => other !== value), null],
});

const bindComparison = (scope: Scope, syntax: Extract<Syntax, { kind: 'comparison' }>): Filter => {
  const { name, literal, flipped } = sidesOf(syntax.left, syntax.right);
  const bound = scalar(scope, name);
  const operator = flipped ? FLIPPED[syntax.operator] : syntax.operator;
  const value = valueFor(bound, literal, operator);
  if (bound.property.type === 'enum' && operator === 'ne' && value !== null) return otherValues(bound, value);
  return { kind: 'comparison', property: bound.name, ...lettersOf(bound, name), operator, value };
};

const bindMembership = (scope: Scope, { operand, values }: Extract<Syntax, { kind: 'in' }>): Filter => {
  if (operand.kind !== 'name') throw new ODataError('A property must stand before in', operand.position);
  const bound = scalar(scope, operand);
  return {
    kind: 'in',
    property: bound.name,
    ...lettersOf(bound, operand),
    values: values.map(value => valueFor(bound, value, 'eq')),
  };
};

const bindText = (scope: Scope, syntax: Extract<Syntax, { kind: 'text' }>): Filter => {
  const { operand, argument } = syntax;
  const mismatch = (position: number): ODataError =>
    new ODataError(
      `No function signature for the function with name '${syntax.function}' matches the specified arguments; it takes a property and a text`,
      position,
    );
  if (operand.kind !== 'name' || argument.kind !== 'literal' || argument.type !== 'string')
    throw mismatch(syntax.position);
  const { name, property } = scalar(scope, operand);
  if (property.type !== 'string' && property.type !== 'enum') throw mismatch(operand.position);
  return {
    kind: 'text',
    function: syntax.function,
    property: name,
    ...(operand.letters && { letters: operand.letters }),
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
 * What the condition is on: the list, or the list of one property of its elements, where that is a property of the set of its
 * own: `targetResources/id` for `targetResources/any(t: t/id eq '…')`.
 */
const askedList = (
  scope: Scope,
  { list, lambda }: ListCondition,
): { readonly list: Name; readonly element: string } => {
  const variable = lambda?.variable ?? '';
  const first = lambda && namesIn(lambda.condition)[0]?.name;
  return first?.startsWith(`${variable}/`) && !scope.knows(list.name)
    ? { list: { ...list, name: `${list.name}${first.slice(variable.length)}` }, element: first }
    : { list, element: variable };
};

const bindListCondition = (scope: Scope, syntax: ListCondition): Filter => {
  const { list, element } = askedList(scope, syntax);
  const { name, property } = scope.find(list);
  if (!property.collection) throw new ODataError(`'${list.name}' is not a list`, syntax.position);
  if (!syntax.lambda) return { kind: syntax.kind, property: name };
  const { collection: _, ...single } = property;
  const inner = single.properties
    ? objectScope(element, list.name, single.properties)
    : elementScope(element, single);
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
export const bindFilter = (set: EntitySet, syntax: Syntax): Filter =>
  bindExpression(entityScope(set), syntax);
