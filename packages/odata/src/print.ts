import { ELEMENT, type Filter, type LetterCase, type QueryValue } from '@vakt/contract/query';
import { formatTicks } from '@vakt/contract/ticks';

const printValue = (value: QueryValue): string => {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return typeof value === 'object' ? formatTicks(value.ticks) : String(value);
};

/** A property as conditions name it; `it` is the element of a list. */
const printName = (name: string): string =>
  name === ELEMENT || name.startsWith(`${ELEMENT}/`) ? `it${name.slice(ELEMENT.length)}` : name;

const printOperand = (operand: { readonly property: string; readonly letters?: LetterCase }): string =>
  operand.letters ? `to${operand.letters}(${printName(operand.property)})` : printName(operand.property);

const printNested = (filter: Filter): string =>
  filter.kind === 'and' || filter.kind === 'or' ? `(${printFilter(filter)})` : printFilter(filter);

/** Writes a condition as the text of a `$filter`; parsing and binding it gives the same condition. */
export const printFilter = (filter: Filter): string => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.operands.map(printNested).join(` ${filter.kind} `);
    case 'not':
      return `not (${printFilter(filter.operand)})`;
    case 'comparison':
      return `${printOperand(filter)} ${filter.operator} ${printValue(filter.value)}`;
    case 'in':
      return `${printOperand(filter)} in (${filter.values.map(printValue).join(', ')})`;
    case 'text':
      return `${filter.function}(${printOperand(filter)}, ${printValue(filter.value)})`;
    default: {
      const lambda = filter.condition ? `it: ${printFilter(filter.condition)}` : '';
      return `${printName(filter.property)}/${filter.kind}(${lambda})`;
    }
  }
};
