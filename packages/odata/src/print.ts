import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import { formatTicks } from '@vakt/contract/ticks';

const printValue = (value: QueryValue): string => {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return typeof value === 'object' ? formatTicks(value.ticks) : String(value);
};

const printName = (name: string): string => (name === ELEMENT ? 'it' : name);

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
      return `${printName(filter.property)} ${filter.operator} ${printValue(filter.value)}`;
    case 'in':
      return `${printName(filter.property)} in (${filter.values.map(printValue).join(', ')})`;
    case 'text':
      return `${filter.function}(${printName(filter.property)}, ${printValue(filter.value)})`;
    default: {
      const lambda = filter.condition ? `it: ${printFilter(filter.condition)}` : '';
      return `${filter.property}/${filter.kind}(${lambda})`;
    }
  }
};
