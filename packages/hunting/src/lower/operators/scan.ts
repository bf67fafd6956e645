import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import { isTextual } from '../../kusto-type.ts';
import type { Column } from '../../plan/column.ts';
import { columnReference, constant, type Expression, logical } from '../../plan/expression.ts';
import { filter, limit, type Output, project, type Relation } from '../../plan/relation.ts';
import type { Sequence, SequenceColumn, SequenceStep, StepState } from '../../plan/sequence.ts';
import { withOperands } from '../../plan/transform.ts';
import { columnsUsed, isRandom, isSerialized, walkExpression } from '../../plan/walk.ts';
import { constantOf } from '../constants.ts';
import { convert } from '../conversion.ts';
import { type Lowering, noRow, type RowScope, resolve, visible } from '../lowering.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { writtenType } from '../scalar-type.ts';
import { UNORDERED } from '../windows.ts';
import { operatorName, operatorParameter } from './parameters.ts';

const SHOWS: ReadonlySet<string> = new Set<SequenceStep['shows']>(['all', 'last', 'none']);

/** More steps than anyone writes: each looks at what all before it remember. */
const MAX_STEPS = 32;

/** `a: long = 0`: nulls unless said. */
const declaredColumn = (node: BoundNode, input: Relation, lowering: Lowering): SequenceColumn => {
  const named = node.child('NameAndType');
  const written = named?.child('Type');
  if (!named || !written) throw meaningless('A column needs a name and a type.', node);
  const name = named.child('Name')?.simpleName ?? '';
  if (resolve({ columns: visible(input.columns) }, name))
    throw meaningless(`The input has a column '${name}' already.`, node);
  const type: KustoType = writtenType(written);
  const given = node.child('DefaultValue')?.child('Value');
  if (!given)
    return {
      column: lowering.ids.column(name, type),
      otherwise: constant(type, isTextual(type) ? '' : null),
    };
  const otherwise = constantOf(lowering.expression(given, noRow), type);
  if (!otherwise) throw unsupported('A default that is not a literal', given);
  return { column: lowering.ids.column(name, type), otherwise };
};

/** What the steps of one `scan` remember, found while their expressions are lowered. */
class States {
  readonly found: StepState[] = [];
  readonly #names: readonly string[];
  readonly #columns: readonly Column[];
  readonly #lowering: Lowering;

  constructor(names: readonly string[], columns: readonly Column[], lowering: Lowering) {
    this.#names = names;
    this.#columns = columns;
    this.#lowering = lowering;
  }

  /** Lowers `step.column` in the step at `place`. */
  reference(node: BoundNode, place: number): Expression | undefined {
    const source = node.kind === 'PathExpression' ? node.child('Expression') : undefined;
    const step = source?.columns ? this.#names.indexOf(source.simpleName) : -1;
    if (!source || step < 0) return undefined;
    if (step > place)
      throw meaningless(`The step '${source.simpleName}' comes later: nothing is known of it here.`, node);
    const name = node.child('Selector')?.simpleName ?? '';
    const of = this.#columns.find(column => column.name === name);
    if (!of) throw unsupported(`The column '${name}' of a step`, node);
    const known = this.found.find(state => state.step === step && state.of === of);
    if (known) return columnReference(known.column);
    const column = this.#lowering.ids.column(name, of.type);
    this.found.push({ column, step, of });
    return columnReference(column);
  }
}

const stepNames = (steps: readonly BoundNode[]): string[] => {
  const names = steps.map(step => step.child('Name')?.simpleName ?? '');
  const repeated = steps[names.findIndex((name, place) => names.indexOf(name) < place)];
  if (repeated) throw meaningless('The names of the steps must differ.', repeated);
  return names;
};

const showsOf = (step: BoundNode): SequenceStep['shows'] => {
  const word = step.child('ScanStepOutput')?.child('OutputKind')?.text ?? 'all';
  if (!SHOWS.has(word)) throw meaningless(`A step has no output '${word}'.`, step);
  return word as SequenceStep['shows'];
};

const assignment = (
  node: BoundNode,
  declared: readonly SequenceColumn[],
  row: RowScope,
  lowering: Lowering,
): Output => {
  const name = node.child('Name')?.simpleName ?? '';
  const given = node.child('Expression');
  const target = declared.find(({ column }) => column.name === name);
  if (!target || !given) throw meaningless(`'${name}' is no declared column.`, node);
  const { column } = target;
  return { column, value: convert(lowering.expression(given, row), column.type, given) };
};

/** The row that the step at `place` sees: the record, and what the steps up to it remember. */
const stepRow = (
  place: number,
  input: Relation,
  declared: readonly SequenceColumn[],
  states: States,
): RowScope => ({
  columns: input.columns,
  element: node => states.reference(node, place),
  absent: (name, node) => {
    if (!declared.some(({ column }) => column.name === name)) return undefined;
    throw unsupported(`The declared column '${name}' without its step`, node);
  },
});

const lowerStep = (
  node: BoundNode,
  row: RowScope,
  declared: readonly SequenceColumn[],
  lowering: Lowering,
): SequenceStep => {
  const condition = node.child('Condition');
  if (!condition) throw meaningless('A step needs a condition.', node);
  const assigned = node.child('ComputationClause')?.list('Assignments') ?? [];
  return {
    condition: convert(lowering.expression(condition, row), 'bool', condition),
    values: assigned.map(item => assignment(item, declared, row, lowering)),
    shows: showsOf(node),
  };
};

/** Tells what depends on the record alone from what sees a state. */
class Precomputed {
  readonly outputs: Output[] = [];
  readonly #states: ReadonlySet<number>;
  readonly #lowering: Lowering;

  constructor(states: readonly StepState[], lowering: Lowering) {
    this.#states = new Set(states.map(({ column }) => column.id));
    this.#lowering = lowering;
  }

  /** `expression` with its parts that see no state replaced by columns: those are computed for all records at once. */
  lifted(expression: Expression): Expression {
    if (expression.kind === 'column' || expression.kind === 'constant') return expression;
    if (this.#seesState(expression)) return withOperands(expression, operand => this.lifted(operand));
    const column = this.#lowering.ids.column('', expression.type);
    this.outputs.push({ column, value: expression });
    return columnReference(column);
  }

  /** What must hold of a record alone, whatever the state, for it to meet `condition`. */
  requirement(condition: Expression): Expression | undefined {
    const parts =
      condition.kind === 'logical' && condition.operator === 'and' ? condition.operands : [condition];
    const own = parts.filter(part => part.kind !== 'constant' && !this.#seesState(part));
    return own.length > 0 ? logical('and', own) : undefined;
  }

  #seesState(expression: Expression): boolean {
    return columnsUsed([expression]).some(({ id }) => this.#states.has(id));
  }
}

/** The engine prepares a table's terms for all records at once, and what a step remembers is known one by one. */
const checkTables = (steps: readonly SequenceStep[], states: readonly StepState[], node: BoundNode): void => {
  const remembered = new Set(states.map(({ column }) => column.id));
  const check = (part: Expression): void => {
    if (part.kind !== 'relation-membership' || part.test === 'in') return;
    if (columnsUsed([part.subject]).some(({ id }) => remembered.has(id)))
      throw unsupported(`${part.test} with a table over what a step remembers`, node);
  };
  for (const { condition, values } of steps)
    for (const expression of [condition, ...values.map(({ value }) => value)])
      walkExpression(expression, check);
};

/** Without the records that can meet no step's condition: they change nothing. */
const candidates = (input: Relation, steps: readonly SequenceStep[], precomputed: Precomputed): Relation => {
  const requirements = steps.flatMap(({ condition }) => precomputed.requirement(condition) ?? []);
  const isOpen = requirements.length < steps.length || requirements.some(isRandom);
  return isOpen ? input : filter(input, logical('or', requirements));
};

const withPrecomputed = (
  input: Relation,
  steps: readonly SequenceStep[],
  states: readonly StepState[],
  lowering: Lowering,
): { readonly rows: Relation; readonly steps: SequenceStep[] } => {
  const precomputed = new Precomputed(states, lowering);
  const lifted = steps.map(step => ({
    ...step,
    condition: precomputed.lifted(step.condition),
    values: step.values.map(({ column, value }) => ({ column, value: precomputed.lifted(value) })),
  }));
  const passing = input.columns.map((column): Output => ({ column, value: columnReference(column) }));
  const records = candidates(input, steps, precomputed);
  const rows = project(records, [...passing, ...precomputed.outputs]);
  return { rows: precomputed.outputs.length > 0 ? rows : records, steps: lifted };
};

/** `scan with_match_id=id declare (a: long) with (step s1: condition => a = x; …)` (manual: scan operator). */
export const lowerScanSteps = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const clause = [node.child('OrderByClause'), node.child('PartitionByClause')].find(child => child);
  if (clause) throw unsupported(`'${clause.text}' in scan`, clause);
  if (operatorParameter(node, 'kind')) throw unsupported('A kind of scan', node);
  if (!isSerialized(input)) throw meaningless(UNORDERED, node);
  const written = node.list('Steps');
  if (written.length > MAX_STEPS) throw unsupported(`A scan of more than ${MAX_STEPS} steps`, node);
  const declared = (node.child('DeclareClause')?.list('Declarations') ?? []).map(item =>
    declaredColumn(item, input, lowering),
  );
  const own = declared.map(({ column }) => column);
  const states = new States(stepNames(written), [...visible(input.columns), ...own], lowering);
  const lowered = written.map((step, place) =>
    lowerStep(step, stepRow(place, input, declared, states), declared, lowering),
  );
  checkTables(lowered, states.found, node);
  const { rows, steps } = withPrecomputed(input, lowered, states.found, lowering);
  const matchId = lowering.ids.column(operatorName(node, 'with_match_id') ?? '', 'long');
  const sequence: Sequence = {
    kind: 'sequence',
    columns: [...input.columns, ...own, matchId],
    input: rows,
    declared,
    states: states.found,
    steps,
    matchId,
    keys: [],
  };
  const isSilent = steps.every(({ shows }) => shows === 'none');
  return isSilent
    ? limit({ ...sequence, steps: steps.map(step => ({ ...step, shows: 'all' })) }, 0n)
    : sequence;
};
