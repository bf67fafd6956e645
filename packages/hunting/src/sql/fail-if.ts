/** Runs that a value ends, with a message of the query's or the engine's own. */
import { type Sql, sql } from './sql.ts';

/** Signs between which the lake's report has the message. */
const MESSAGE = /⟦([^]*?)⟧/;

/** Ends the run where `condition` is true for some row; false otherwise. The message must be the same for all rows. */
export const failIf = (condition: Sql, message: Sql): Sql =>
  sql`throwIf(${condition}, concat('⟦', ${message}, '⟧'))`;

/** The message with which a run was ended so, in the words of the lake; `undefined` for any other failure. */
export const messageIn = (failure: string): string | undefined => MESSAGE.exec(failure)?.[1];
