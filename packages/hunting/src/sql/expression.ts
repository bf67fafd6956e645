import { isTextual } from '../kusto-type.ts';
import type { BesideValues } from '../plan/beside.ts';
import type { Constant, DynamicPath, Expression, Logical, ScalarSubquery } from '../plan/expression.ts';
import { comparisonPredicate, comparisonValue } from './comparison.ts';
import { jsonPath, memberAt } from './dynamic.ts';
import type { Emitter, Needs } from './emitter.ts';
import { functions } from './functions/functions.ts';
import { type EmitSubquery, membership, relationMembership } from './membership.ts';
import type { Parameters } from './parameters.ts';
import { joined, type Sql, sql } from './sql.ts';
import { textTest } from './text-search.ts';
import { nullOf, type SqlValue, valueFrom } from './value.ts';

/** What an expression may refer to. */
export interface EmitContext {
  readonly parameters: Parameters;
  readonly nowTicks: bigint;
  readonly beside: BesideValues;
  readonly needs: Needs;
  /** The columns in scope, by id. */
  readonly columns: ReadonlyMap<number, SqlValue>;
  readonly subquery: EmitSubquery;
}

const constantSql = ({ type, value }: Constant, parameters: Parameters): Sql => {
  if (value === null || value === '') return nullOf(type);
  switch (typeof value) {
    case 'string':
      return type === 'decimal'
        ? sql`toDecimal256(${parameters.string(value)}, 34)`
        : parameters.string(value);
    case 'number':
      return parameters.real(value);
    case 'boolean':
      return value ? sql`true` : sql`false`;
    default:
      return type === 'int' ? parameters.int(value) : parameters.long(value);
  }
};

/** Writes expressions over one set of columns. */
export class ExpressionEmitter implements Emitter {
  readonly #context: EmitContext;

  constructor(context: EmitContext) {
    this.#context = context;
  }

  get parameters(): Parameters {
    return this.#context.parameters;
  }

  get beside(): BesideValues {
    return this.#context.beside;
  }

  get nowTicks(): bigint {
    return this.#context.nowTicks;
  }

  get needs(): Needs {
    return this.#context.needs;
  }

  value(expression: Expression): SqlValue {
    switch (expression.kind) {
      case 'column':
        return this.#column(expression.column.id);
      case 'constant':
        return this.#constant(expression);
      case 'call': {
        const given = expression.arguments.map(argument => this.value(argument));
        return functions[expression.name](given, expression, this);
      }
      case 'logical':
        return this.#logical(expression);
      case 'comparison':
        return comparisonValue(expression, this);
      case 'text-test':
        return textTest(expression, this);
      case 'membership':
        return membership(expression, this);
      case 'relation-membership':
        return relationMembership(expression, this, this.#context.subquery);
      case 'scalar-subquery':
        return this.#scalarSubquery(expression);
      case 'dynamic-path':
        return this.#path(expression);
    }
  }

  predicate(expression: Expression): Sql {
    if (expression.kind === 'comparison') return comparisonPredicate(expression, this);
    if (expression.kind !== 'logical') return this.value(expression).sql;
    const operands = expression.operands.map(operand => this.predicate(operand));
    return sql`(${joined(operands, expression.operator === 'and' ? sql` AND ` : sql` OR `)})`;
  }

  #column(id: number): SqlValue {
    const value = this.#context.columns.get(id);
    if (!value) throw new Error(`the plan refers to column ${id}, which is not in scope`);
    return value;
  }

  #constant(constant: Constant): SqlValue {
    const isNull = constant.value === null && !isTextual(constant.type);
    return valueFrom(constantSql(constant, this.parameters), constant.type, [], isNull);
  }

  #logical({ operator, operands }: Logical): SqlValue {
    const values = operands.map(operand => this.value(operand));
    const texts = values.map(value => value.sql);
    return valueFrom(sql`(${joined(texts, operator === 'and' ? sql` AND ` : sql` OR `)})`, 'bool', values);
  }

  #scalarSubquery({ type, relation, column }: ScalarSubquery): SqlValue {
    const { sql: rows, value } = this.#context.subquery({ relation, column });
    const text = sql`(SELECT ${value.sql} FROM (${rows}) LIMIT 1)`;
    const isText = isTextual(type) || type === 'dynamic';
    return { ...valueFrom(isText ? sql`ifNull(${text}, '')` : text, type, [], true), stored: value.stored };
  }

  #path({ value, steps }: DynamicPath): SqlValue {
    const base = this.value(value);
    const places = steps.map(step => this.value(step));
    return valueFrom(memberAt(jsonPath(base.members ?? base.sql, places)), 'dynamic', [base, ...places]);
  }
}
