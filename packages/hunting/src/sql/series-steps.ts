/** The values of a series' steps as a text: what a query collects of each group, and what it makes arrays of. */
import type { EmitCall } from './aggregate-parts.ts';
import { toElement } from './dynamic.ts';
import { type Sql, sql } from './sql.ts';
import { plain, valueFrom } from './value.ts';

/** What stands between steps, and between a step's number and its value: JSON has neither. */
const BETWEEN_STEPS = sql`'\\x01'`;
const BEHIND_NUMBER = sql`'\\x02'`;

/** Numbers and values, by number. */
export const seriesSteps: EmitCall = ({ argument, second }) => {
  const number = sql`assumeNotNull(${second ? plain(second) : sql`0`})`;
  const steps = sql`arraySort(s -> s.1, groupArray((${number}, ${toElement(argument)})))`;
  const texts = sql`arrayMap(s -> concat(toString(s.1), ${BEHIND_NUMBER}, s.2), ${steps})`;
  return valueFrom(sql`arrayStringConcat(${texts}, ${BETWEEN_STEPS})`, 'string', []);
};

/** The steps of such a text as `[number, value]`; none of an empty one. */
export const stepsIn = (text: Sql): Sql =>
  sql`arrayMap(s -> splitByChar(${BEHIND_NUMBER}, s), if(empty(${text}), [], splitByChar(${BETWEEN_STEPS}, ${text})))`;
