import type { BoundNode } from '../bind/bound-node.ts';
import type { Column, ColumnIds } from '../plan/column.ts';
import { columnReference, constant, type Expression } from '../plan/expression.ts';
import { type Output, project, type Relation, type Window, type WindowName } from '../plan/relation.ts';
import { isSerialized } from '../plan/walk.ts';
import { convert } from './conversion.ts';
import type { Lowering, RowScope } from './lowering.ts';
import { meaningless, unsupported } from './refusal.ts';
import { scalarType } from './scalar-type.ts';
import { type SessionCall, sessionStarts } from './sessions.ts';

/** What rows without an order are refused with. */
export const UNORDERED = 'The rows have no order here: sort them, or fix the one they have with serialize.';

/** How a window function takes its arguments: how many values, then where it restarts. */
const FORMS: Readonly<Record<WindowName, { readonly values: number; readonly mayRestart: boolean }>> = {
  row_number: { values: 1, mayRestart: true },
  row_cumsum: { values: 1, mayRestart: true },
  row_rank_dense: { values: 1, mayRestart: true },
  row_rank_min: { values: 1, mayRestart: true },
  prev: { values: 3, mayRestart: false },
  next: { values: 3, mayRestart: false },
};

const isWindowName = (name: string): name is WindowName => Object.hasOwn(FORMS, name);

/** Collects the window functions of one operator's expressions. */
class WindowCalls {
  readonly #calls: Window['calls'][number][] = [];
  readonly #sessions: { readonly column: Column; readonly call: SessionCall }[] = [];
  readonly #arguments: Output[] = [];
  readonly #input: Relation;
  readonly #lowering: Lowering;
  /** The calls inside arguments: their values are there first. */
  #inner: WindowCalls | undefined;

  constructor(input: Relation, lowering: Lowering) {
    this.#input = input;
    this.#lowering = lowering;
  }

  /** The row in which window functions have their place. */
  get row(): RowScope {
    return { columns: this.#input.columns, window: this.#lower };
  }

  /** The input's rows with the values of all calls. */
  get rows(): Relation {
    if (this.#calls.length + this.#sessions.length === 0) return this.#input;
    const inner = this.#inner?.rows ?? this.#input;
    const input =
      this.#arguments.length > 0 ? project(inner, [...passing(inner), ...this.#arguments]) : inner;
    const results = this.#calls.map(({ column }) => column);
    const rows: Relation =
      results.length > 0
        ? { kind: 'window', columns: [...input.columns, ...results], input, calls: this.#calls, keys: [] }
        : input;
    return this.#sessions.reduce<Relation>(
      (below, { column, call }) => sessionStarts(below, column, call, this.#lowering),
      rows,
    );
  }

  readonly #lower = (node: BoundNode): Expression => {
    const name = node.child('Name')?.simpleName ?? '';
    const given = node.child('ArgumentList')?.list('Expressions') ?? [];
    if (!isSerialized(this.#input)) throw meaningless(UNORDERED, node);
    if (name === 'row_window_session') return this.#session(given, node);
    if (!isWindowName(name)) throw unsupported(`The function '${name}'`, node);
    const type = scalarType(node.typeName, node);
    const { values, mayRestart } = FORMS[name];
    const restart = mayRestart ? given[values] : undefined;
    const column = this.#lowering.ids.column(name, type);
    const lowered = given
      .slice(0, values)
      .map((argument, place) => this.#argument(argument, place, name, type));
    const call = {
      name,
      type,
      arguments: lowered.length === 0 && name === 'row_number' ? [constant('long', 1n)] : lowered,
      restart: restart && this.#asColumn(this.#nested(restart)),
    };
    this.#calls.push({ column, call });
    return columnReference(column);
  };

  #session(given: readonly BoundNode[], node: BoundNode): Expression {
    const [time, fromFirst, between, restart] = given.map(argument => this.#nested(argument));
    if (time?.type !== 'datetime' || fromFirst?.type !== 'timespan' || between?.type !== 'timespan')
      throw meaningless('row_window_session() takes a datetime and two timespans.', node);
    const column = this.#lowering.ids.column('', 'datetime');
    const call = {
      time: this.#asColumn(time),
      fromFirst: this.#asColumn(fromFirst),
      between: this.#asColumn(between),
      restart: restart && this.#asColumn(restart),
    };
    this.#sessions.push({ column, call });
    return columnReference(column);
  }

  #argument(argument: BoundNode, place: number, name: WindowName, type: Expression['type']): Expression {
    const value = this.#nested(argument);
    const isOffset = place === 1;
    if (isOffset && (name === 'prev' || name === 'next')) return convert(value, 'long', argument);
    const isRank = name === 'row_rank_dense' || name === 'row_rank_min';
    return this.#asColumn(isRank ? value : convert(value, type, argument));
  }

  #nested(argument: BoundNode): Expression {
    this.#inner ??= new WindowCalls(this.#input, this.#lowering);
    return this.#lowering.expression(argument, this.#inner.row);
  }

  #asColumn(value: Expression): Expression {
    if (value.kind === 'column' || value.kind === 'constant') return value;
    const column = this.#lowering.ids.column('', value.type);
    this.#arguments.push({ column, value });
    return columnReference(column);
  }
}

const passing = (input: Relation): Output[] =>
  input.columns.map(column => ({ column, value: columnReference(column) }));

/**
 * Lowers expressions over the rows of `input`, window functions included: `lower` sees a row in which they have their
 * place, and `build` gets the rows with their values.
 */
export const withWindows = <Lowered>(
  input: Relation,
  lowering: Lowering,
  lower: (row: RowScope) => Lowered,
  build: (rows: Relation, lowered: Lowered) => Relation,
): Relation => {
  const collected = new WindowCalls(input, lowering);
  const lowered = lower(collected.row);
  return build(collected.rows, lowered);
};

/** `input` with a column that numbers its rows, from `first` on. */
export const numbered = (
  input: Relation,
  ids: ColumnIds,
  name = '',
  first = 1n,
): { readonly rows: Relation; readonly number: Column } => {
  const number = ids.column(name, 'long');
  const call = {
    name: 'row_number',
    type: 'long',
    arguments: [constant('long', first)],
    restart: undefined,
  } as const;
  const columns = [...input.columns, number];
  return {
    rows: { kind: 'window', columns, input, calls: [{ column: number, call }], keys: [] },
    number,
  };
};
