/** Timespans spelled as text. */
import { NANOSECONDS_PER_UNIT } from '../../value/ticks.ts';
import type { Parameters } from '../parameters.ts';
import { integer, list, type Sql, sql } from '../sql.ts';

/** `[-][d.]hh:mm[:ss[.fffffff]]` */
const CLOCK = sql`'^\\\\s*-?(?:(\\\\d+)\\\\.)?(\\\\d{1,2}):(\\\\d{1,2})(?::(\\\\d{1,2})(?:\\\\.(\\\\d{1,7}))?)?\\\\s*$'`;

/** `1.5h`, `2 days`; a number alone is one of days. */
const AMOUNT = sql`'^\\\\s*-?(\\\\d{1,18}(?:\\\\.\\\\d{1,12})?)\\\\s*([a-zA-Z]+)\\\\s*$|^\\\\s*-?(\\\\d{1,8})\\\\s*$'`;

const clockTicks = (text: Sql): Sql => {
  const part = (index: Sql): Sql => sql`extractGroups(${text}, ${CLOCK})[${index}]`;
  const number = (index: Sql): Sql => sql`toInt64OrZero(${part(index)})`;
  const seconds = sql`((${number(sql`1`)} * 24 + ${number(sql`2`)}) * 60 + ${number(sql`3`)}) * 60 + ${number(sql`4`)}`;
  return sql`((${seconds}) * 10000000 + toInt64OrZero(rightPad(${part(sql`5`)}, 7, '0')))`;
};

const amountTicks = (text: Sql, parameters: Parameters): Sql => {
  const part = (index: Sql): Sql => sql`extractGroups(${text}, ${AMOUNT})[${index}]`;
  const names = parameters.strings([...NANOSECONDS_PER_UNIT.keys()]);
  const sizes = list([...NANOSECONDS_PER_UNIT.values()].map(integer));
  const nanoseconds = sql`transform(lower(${part(sql`2`)}), ${names}, [${sizes}], NULL)`;
  const counted = sql`accurateCastOrNull(intDiv(toDecimal256OrZero(${part(sql`1`)}, 12) * ${nanoseconds}, 100), 'Int64')`;
  return sql`if(${part(sql`3`)} = '', ${counted}, toInt64OrZero(${part(sql`3`)}) * 864000000000)`;
};

/** The ticks of a text as a timespan; null when it is none (manual: timespan data type). */
export const ticksFromSpan = (text: Sql, parameters: Parameters): Sql => {
  const size = sql`multiIf(match(${text}, ${CLOCK}), ${clockTicks(text)}, match(${text}, ${AMOUNT}), ${amountTicks(text, parameters)}, NULL)`;
  return sql`(if(startsWith(trimLeft(${text}), '-'), -1, 1) * ${size})`;
};
