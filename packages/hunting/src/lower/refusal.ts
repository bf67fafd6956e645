import type { BoundNode } from '../bind/bound-node.ts';
import type { HuntingFailureKind, Span } from '../failure.ts';
import type { OpenSchema } from '../plan/open-schema.ts';

/**
 * Carries a failure out of the recursion of lowering; `lowerQuery` turns it into a value. It never leaves that function.
 */
export class Refusal extends Error {
  readonly kind: HuntingFailureKind;
  readonly span: Span;

  constructor(kind: HuntingFailureKind, message: string, span: Span) {
    super(message);
    this.kind = kind;
    this.span = span;
  }
}

/** Carries the need for columns that only rows tell out of the recursion of lowering, as a refusal is carried. */
export class NeedsSchema extends Error {
  readonly open: OpenSchema;

  constructor(open: OpenSchema) {
    super('The columns depend on the rows.');
    this.open = open;
  }
}

/** Carries the need for the same rows at each use of a `materialize` out of the recursion of lowering, as a refusal is carried. */
export class NeedsFixedRows extends Error {
  constructor() {
    super('Rows that are used twice must be the same ones.');
  }
}

/** Refuses a construct that this engine does not evaluate, by its name. */
export const unsupported = (what: string, { start, length }: BoundNode): Refusal =>
  new Refusal('unsupported', `${what} is not supported.`, { start, length });

/** Refuses a construct whose meaning is wrong. */
export const meaningless = (message: string, { start, length }: BoundNode): Refusal =>
  new Refusal('semantic', message, { start, length });
