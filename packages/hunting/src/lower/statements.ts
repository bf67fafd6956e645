import type { BoundNode } from '../bind/bound-node.ts';
import type { Relation } from '../plan/relation.ts';
import { BIN_POINT_OPTION, BIN_SIZE_OPTION, optionVariable } from './functions/bin-auto.ts';
import { isGraph } from './graph/source.ts';
import { type Environment, type Lowering, noRow, type Variable } from './lowering.ts';
import { SEVERAL_TABLES } from './operators/several-tables.ts';
import { meaningless, unsupported } from './refusal.ts';

/** A function without parameters, a view among them, is what its body is. */
const declareView = (body: BoundNode, viewName: string | undefined, lowering: Lowering): Variable => {
  const entered = () => enterBody(body, lowering);
  if (!body.child('Expression')?.isTabular) {
    const { result, inner } = entered();
    return { kind: 'scalar', expression: inner.expression(result, noRow) };
  }
  return {
    kind: 'tabular',
    lower: () => {
      const { result, inner } = entered();
      return inner.relation(result);
    },
    ...(viewName !== undefined && { viewName }),
  };
};

const declare = (name: string, node: BoundNode, lowering: Lowering): Variable => {
  if (node.kind === 'FunctionDeclaration') {
    const parameters = node.child('Parameters')?.list('Parameters') ?? [];
    const body = node.child('Body');
    const viewName = node.child('ViewKeyword') ? name : undefined;
    const view = parameters.length === 0 && body ? declareView(body, viewName, lowering) : undefined;
    return { kind: 'function', environment: lowering.environment, parameters, view };
  }
  if (isGraph(node)) return { kind: 'graph', lower: () => lowering.graph(node) };
  if (node.isTabular) return { kind: 'tabular', lower: () => lowering.relation(node) };
  return { kind: 'scalar', expression: lowering.expression(node, noRow) };
};

const declareLet = (statement: BoundNode, lowering: Lowering): Environment => {
  const name = statement.child('Name');
  const value = statement.child('Expression');
  if (!name || !value) throw meaningless('let needs a name and a value.', statement);
  return new Map(lowering.environment).set(name.simpleName, declare(name.simpleName, value, lowering));
};

/** `declare query_parameters(n: long = 5)`: nobody gives them values here, so that their defaults count. */
const declareParameters = (statement: BoundNode, lowering: Lowering): Environment => {
  const environment = new Map(lowering.environment);
  for (const parameter of statement.list('Parameters')) {
    const name = parameter.child('NameAndType')?.child('Name');
    const value = parameter.child('DefaultValue')?.child('Value');
    if (!name || !value) throw meaningless('A query parameter needs a default value here.', parameter);
    environment.set(name.simpleName, { kind: 'scalar', expression: lowering.expression(value, noRow) });
  }
  return environment;
};

/** Options that bear on limits and effort, not on what the answer is; the engine has its own limits. */
const HARMLESS_OPTIONS: ReadonlySet<string> = new Set([
  'notruncation',
  'norequesttimeout',
  'servertimeout',
  'maxmemoryconsumptionperiterator',
  'max_memory_consumption_per_query_per_node',
  'query_results_cache_max_age',
  'query_distribution_nodes_span',
]);

/** Options that functions read: scalars under names that no query can declare. */
const READ_OPTIONS: ReadonlySet<string> = new Set([BIN_SIZE_OPTION, BIN_POINT_OPTION]);

const setOption = (statement: BoundNode, lowering: Lowering): Environment => {
  const name = statement.child('Name')?.simpleName ?? '';
  const value = statement.child('ValueClause')?.child('Expression');
  if (value && READ_OPTIONS.has(name)) {
    const expression = lowering.expression(value, noRow);
    return new Map(lowering.environment).set(optionVariable(name), { kind: 'scalar', expression });
  }
  if (!HARMLESS_OPTIONS.has(name)) throw unsupported(`The option '${name}'`, statement);
  return lowering.environment;
};

const extended = (statement: BoundNode, lowering: Lowering): Environment => {
  switch (statement.kind) {
    case 'LetStatement':
      return declareLet(statement, lowering);
    case 'QueryParametersStatement':
      return declareParameters(statement, lowering);
    case 'SetOptionStatement':
      return setOption(statement, lowering);
    case 'ExpressionStatement':
      throw unsupported('More than one query in a text', statement);
    default:
      throw unsupported(`The statement '${statement.children[0]?.text ?? statement.text}'`, statement);
  }
};

/** Lowers declarations in order; what follows sees the names that they declare. */
const lowerDeclarations = (statements: readonly BoundNode[], lowering: Lowering): Lowering => {
  let inner = lowering;
  for (const statement of statements) inner = inner.within(extended(statement, inner));
  return inner;
};

/** Operators behind which there is no table, and which this engine does not evaluate. */
const checkTabular = (expression: BoundNode): void => {
  if (expression.isTabular) return;
  const operator = expression.kind === 'PipeExpression' ? expression.child('Operator') : undefined;
  if (operator && SEVERAL_TABLES.has(operator.kind)) return;
  if (operator) throw unsupported(`The operator '${operator.children[0]?.text}'`, operator);
  throw meaningless('The query must end in a tabular expression.', expression);
};

/** Lowers a query: declarations, then one tabular expression. */
export const lowerStatements = (
  statements: readonly BoundNode[],
  root: BoundNode,
  lowering: Lowering,
): Relation => {
  const last = statements.at(-1);
  const expression = last?.kind === 'ExpressionStatement' ? last.child('Expression') : undefined;
  if (!expression) throw meaningless('The query has no tabular expression.', last ?? root);
  checkTabular(expression);
  return lowerDeclarations(statements.slice(0, -1), lowering).relation(expression);
};

/** Lowers the body of a called function, whose parameters are in `lowering`'s environment. */
export const enterBody = (body: BoundNode, lowering: Lowering): { result: BoundNode; inner: Lowering } => {
  const result = body.child('Expression');
  if (!result) throw unsupported('A function without a result', body);
  return { result, inner: lowerDeclarations(body.list('Statements'), lowering) };
};
