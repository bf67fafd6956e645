import type { Expression } from '../plan/expression.ts';
import { type Sql, sql } from './sql.ts';

/**
 * The texts of an array with `delimiter` between them. The engine itself takes only a delimiter that is the same for all rows;
 * any other stands before each text, and the first of them is cut off.
 */
export const joinedTexts = (texts: Sql, delimiter: Sql, written: Expression | undefined): Sql =>
  !written || written.kind === 'constant'
    ? sql`arrayStringConcat(${texts}, ${delimiter})`
    : sql`substring(arrayStringConcat(arrayMap(t -> concat(${delimiter}, t), ${texts})), length(${delimiter}) + 1)`;
