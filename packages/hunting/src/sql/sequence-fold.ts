import { isTextual, type KustoType } from '../kusto-type.ts';
import type { Column } from '../plan/column.ts';
import type { Sequence, SequenceStep, StepState } from '../plan/sequence.ts';
import { columnsUsed } from '../plan/walk.ts';
import type { ExpressionEmitter } from './expression.ts';
import { once } from './once.ts';
import { identifier, integer, list, type Sql, sql } from './sql.ts';
import { nullOf, plain, type SqlValue, sqlType, unsteady } from './value.ts';

type Columns = ReadonlyMap<number, SqlValue>;

/** A member of a tuple, counted from 1. */
export const member = (tuple: Sql, place: number): Sql => sql`tupleElement(${tuple}, ${integer(place)})`;

const isTextLike = (type: KustoType): boolean => isTextual(type) || type === 'dynamic';

/** A value in the one type in which it is carried from row to row. */
export const carried = (value: Sql, type: KustoType): Sql =>
  isTextLike(type) ? sql`CAST(${value}, 'String')` : sql`CAST(${value}, 'Nullable(${sqlType(type)})')`;

const carriedValue = (text: Sql, type: KustoType): SqlValue => ({
  ...unsteady(text, type),
  nullable: !isTextLike(type),
});

/** What is known so far, and the row that comes next. */
const known = identifier('s');
/** The row that comes next in the fold: a tuple. */
export const row = identifier('x');
const NO_SEQUENCE = sql`toInt64(-1)`;
const NEXT_ID = 1;

/** Where what a step knows is in the accumulator: the sequence that has come to it, -1 for none, and its states. */
interface StepSlots {
  readonly id: number;
  readonly states: ReadonlyMap<StepState, number>;
}

/** Where one step's match of a row is in what the fold returns for the row. */
export interface MatchSlots {
  readonly step: number;
  readonly id: number;
  readonly values: ReadonlyMap<number, number>;
}

interface Element {
  readonly initial: Sql;
  readonly next: Sql;
}

const usedBy = ({ condition, values }: SequenceStep): ReadonlySet<number> =>
  new Set(columnsUsed([condition, ...values.map(({ value }) => value)]).map(({ id }) => id));

/** The states that the step at `place` keeps: those of itself and before, for itself and the steps to come. */
const keptStates = ({ steps, states }: Sequence, place: number): StepState[] => {
  const used = steps.slice(place).map(usedBy);
  return states.filter(({ step, column }) => step <= place && used.some(ids => ids.has(column.id)));
};

/**
 * The matching of rows against steps as a fold. All checks of a row look at what was known before it, but for one: a
 * sequence that the row moves on leaves its step empty (manual: scan operator, matching logic).
 */
export class SequenceFold {
  readonly #sequence: Sequence;
  readonly #row: Columns;
  readonly #expressions: (columns: Columns) => ExpressionEmitter;
  readonly #slots: readonly StepSlots[];
  readonly matches: readonly MatchSlots[];

  /** `columns` are the input's columns as members of `row`. */
  constructor(sequence: Sequence, columns: Columns, expressions: (columns: Columns) => ExpressionEmitter) {
    this.#sequence = sequence;
    this.#row = columns;
    this.#expressions = expressions;
    let slot = NEXT_ID;
    this.#slots = sequence.steps.map((_, place) => {
      const id = ++slot;
      return { id, states: new Map(keptStates(sequence, place).map(state => [state, ++slot])) };
    });
    let found = 0;
    this.matches = sequence.steps.flatMap(({ shows, values }, step) => {
      if (shows === 'none') return [];
      const id = ++found;
      return [{ step, id, values: new Map(values.map(({ column }) => [column.id, ++found])) }];
    });
  }

  /** What each row of each of the `chunks` matches, in arrays of the same lengths. */
  over(chunks: Sql): Sql {
    const elements = this.#elements;
    const last = elements.length + 1;
    const carriedOn = (tuple: Sql): Sql => list(elements.map((_, index) => member(tuple, index + 1)));
    const match = list(this.#matched);
    const noMatches = sql`arrayResize([tuple(${list(this.#emptyMatch)})], 0)`;
    const step = sql`(${known}, ${row}) -> tuple(${list(elements.map(({ next }) => next))}, \
arrayPushBack(${member(known, last)}, tuple(${match})))`;
    const [all, rows] = [identifier('a'), identifier('rows')];
    // What is found is put aside chunk by chunk: an accumulator is copied with each row.
    const chunk = sql`arrayFold(${step}, ${rows}, tuple(${carriedOn(all)}, ${noMatches}))`;
    const outer = once(
      identifier('f'),
      chunk,
      folded =>
        sql`tuple(${carriedOn(folded)}, arrayPushBack(${member(all, last)}, ${member(folded, last)}))`,
    );
    const initial = list(elements.map(element => element.initial));
    const start = sql`tuple(${initial}, arrayResize([${noMatches}], 0))`;
    return member(sql`arrayFold((${all}, ${rows}) -> ${outer}, ${chunks}, ${start})`, last);
  }

  get #elements(): Element[] {
    const [moved] = this.#slots.map((_, place) => this.#continues(place));
    const first = this.#slots[0];
    const begins = first && sql`toInt64(${moved ?? sql`0`} AND ${this.#isFresh(first)})`;
    const next = sql`${member(known, NEXT_ID)} + ${begins ?? sql`0`}`;
    return [
      { initial: sql`toInt64(0)`, next },
      ...this.#slots.flatMap((slots, place) => [
        this.#idElement(slots, place),
        ...[...slots.states].map(([state, slot]) => this.#stateElement(state, slot, place)),
      ]),
    ];
  }

  /** Whether the row takes the sequence before the step at `place` on to it. */
  #promotes(place: number): Sql {
    return identifier(`promotes${place}`);
  }

  /** Whether the row goes on in the step at `place`, or begins the first. */
  #continues(place: number): Sql {
    return identifier(`continues${place}`);
  }

  #hasPromotion(place: number): boolean {
    return place > 0 && place < this.#slots.length;
  }

  #step(place: number): SequenceStep {
    const step = this.#sequence.steps[place];
    if (!step) throw new Error(`there is no step ${place}`);
    return step;
  }

  #known(slot: number, { column }: StepState): SqlValue {
    return carriedValue(member(known, slot), column.type);
  }

  #otherwise(column: Column): Sql {
    const declared = this.#sequence.declared.find(candidate => candidate.column.id === column.id);
    const text = declared ? plain(this.#expressions(new Map()).value(declared.otherwise)) : undefined;
    return carried(text ?? nullOf(column.type), column.type);
  }

  /** The columns that a row sees where it takes the sequence before the step on to it. */
  #promotedRow(place: number): Columns {
    const before = this.#slots[place - 1]?.states ?? new Map<StepState, number>();
    return this.#rowWith(place, state => {
      const slot = before.get(state);
      return slot === undefined ? this.#emptyState(state) : this.#known(slot, state);
    });
  }

  /** The columns that it sees where it goes on in the step. The first may just have lost its sequence to the next. */
  #continuedRow(place: number): Columns {
    return this.#rowWith(place, (state, slot) => {
      const value = this.#known(slot, state);
      if (place > 0 || !this.#hasPromotion(1)) return value;
      return { ...value, sql: sql`if(${this.#promotes(1)}, ${this.#emptyState(state).sql}, ${value.sql})` };
    });
  }

  #rowWith(place: number, valueOf: (state: StepState, slot: number) => SqlValue): Columns {
    const states = [...(this.#slots[place]?.states ?? [])];
    return new Map([
      ...this.#row,
      ...states.map(([state, slot]) => [state.column.id, valueOf(state, slot)] as const),
    ]);
  }

  #emptyState({ of }: StepState): SqlValue {
    return carriedValue(this.#otherwise(of), of.type);
  }

  #holds(place: number, columns: Columns): Sql {
    return sql`ifNull(${this.#expressions(columns).predicate(this.#step(place).condition)}, false)`;
  }

  #promotion(place: number): Sql {
    const before = member(known, this.#slots[place - 1]?.id ?? 0);
    return sql`(${before} >= 0 AND ${this.#holds(place, this.#promotedRow(place))})`;
  }

  #continuation(place: number, { id }: StepSlots): Sql {
    const holds = this.#holds(place, this.#continuedRow(place));
    if (place === 0) return sql`(${holds})`;
    const movesOn = this.#hasPromotion(place + 1) ? sql` AND NOT ${this.#promotes(place + 1)}` : sql``;
    return sql`(${member(known, id)} >= 0 AND NOT ${this.#promotes(place)}${movesOn} AND ${holds})`;
  }

  #isFresh({ id }: StepSlots): Sql {
    const isEmpty = sql`${member(known, id)} < 0`;
    return this.#hasPromotion(1) ? sql`(${this.#promotes(1)} OR ${isEmpty})` : sql`(${isEmpty})`;
  }

  /** The sequence to which a row's match of a step belongs. */
  #matchedId(place: number, slots: StepSlots): Sql {
    const own = member(known, slots.id);
    if (place === 0) return sql`if(${this.#isFresh(slots)}, ${member(known, NEXT_ID)}, ${own})`;
    return sql`if(${this.#promotes(place)}, ${member(known, this.#slots[place - 1]?.id ?? 0)}, ${own})`;
  }

  #matches(place: number): Sql {
    return place > 0 ? sql`(${this.#promotes(place)} OR ${this.#continues(place)})` : this.#continues(place);
  }

  /** The sequence at a step; names what the other elements ask of the row. */
  #idElement(slots: StepSlots, place: number): Element {
    const goesOn = sql`${this.#continuation(place, slots)} AS ${this.#continues(place)}`;
    const promoted = place > 0 ? sql`(${this.#promotion(place)} AS ${this.#promotes(place)}) OR ` : sql``;
    const movedOn = this.#hasPromotion(place + 1)
      ? sql`${this.#promotes(place + 1)}, ${NO_SEQUENCE}, `
      : sql``;
    const matches = sql`${promoted}(${goesOn})`;
    const next = sql`multiIf(${matches}, ${this.#matchedId(place, slots)}, ${movedOn}${member(known, slots.id)})`;
    return { initial: NO_SEQUENCE, next };
  }

  #stateElement(state: StepState, slot: number, place: number): Element {
    const initial = this.#otherwise(state.of);
    const own = member(known, slot);
    if (state.step < place) {
      const before = this.#slots[place - 1]?.states.get(state) ?? slot;
      return {
        initial,
        next: sql`if(${this.#promotes(place)}, ${member(known, before)}, ${own})`,
      };
    }
    const matched = this.#matchedValue(state.of, place);
    const movedOn = place === 0 && this.#hasPromotion(1) ? sql`${this.#promotes(1)}, ${initial}, ` : sql``;
    const next = sql`multiIf(${this.#matches(place)}, ${matched}, ${movedOn}${own})`;
    return { initial, next };
  }

  /** The value of a column in the record that a match makes of the row. */
  #matchedValue(column: Column, place: number): Sql {
    const passed = this.#row.get(column.id);
    if (passed) return carried(plain(passed), column.type);
    const given = this.#step(place).values.find(output => output.column.id === column.id);
    if (!given) return this.#otherwise(column);
    const [promoted, continued] = [this.#promotedRow(place), this.#continuedRow(place)].map(columns =>
      carried(plain(this.#expressions(columns).value(given.value)), column.type),
    );
    if (place === 0 || promoted === continued || !promoted) return continued ?? sql``;
    return sql`if(${this.#promotes(place)}, ${promoted}, ${continued ?? promoted})`;
  }

  /** What the row matches: for each step that shows its matches the sequence, -1 for none, and the values. */
  get #matched(): Sql[] {
    return this.matches.flatMap(({ step }) => {
      const slots = this.#slots[step];
      const id = slots ? this.#matchedId(step, slots) : NO_SEQUENCE;
      const values = this.#step(step).values.map(({ column }) => this.#matchedValue(column, step));
      return [sql`if(${this.#matches(step)}, ${id}, ${NO_SEQUENCE})`, ...values];
    });
  }

  get #emptyMatch(): Sql[] {
    return this.matches.flatMap(({ step }) => [
      NO_SEQUENCE,
      ...this.#step(step).values.map(({ column }) => carried(nullOf(column.type), column.type)),
    ]);
  }
}
