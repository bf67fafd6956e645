import { ELEMENT, type Filter, type QueryValue } from '@vakt/contract/query';
import type { Entity } from './graph-reply.ts';

const caseless = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : (value ?? null);

const TEXT_FUNCTIONS = {
  startswith: (text: string, part: string) => text.startsWith(part),
  endswith: (text: string, part: string) => text.endsWith(part),
  contains: (text: string, part: string) => text.includes(part),
} as const;

const compare = (left: unknown, operator: string, right: QueryValue): boolean => {
  const [one, other] = [caseless(left), caseless(right)];
  if (operator === 'eq') return one === other;
  if (operator === 'ne') return one !== other;
  if (typeof one !== typeof other || one === null || other === null) return false;
  const order = String(one) < String(other) ? -1 : Number(String(one) > String(other));
  return { gt: order > 0, ge: order >= 0, lt: order < 0, le: order <= 0 }[operator] ?? false;
};

/** Whether an object of a short list, which no table holds, meets a condition. Texts match in any letter case. */
export const matchesFilter = (entity: Entity, filter: Filter): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.operands.every(operand => matchesFilter(entity, operand));
    case 'or':
      return filter.operands.some(operand => matchesFilter(entity, operand));
    case 'not':
      return !matchesFilter(entity, filter.operand);
    case 'comparison':
      return compare(entity[filter.property], filter.operator, filter.value);
    case 'in':
      return filter.values.some(value => compare(entity[filter.property], 'eq', value));
    case 'text':
      return TEXT_FUNCTIONS[filter.function](
        String(entity[filter.property] ?? '').toLowerCase(),
        filter.value.toLowerCase(),
      );
    default: {
      const list = entity[filter.property];
      const { condition } = filter;
      const meets = (element: unknown): boolean =>
        condition === undefined || matchesFilter({ [ELEMENT]: element }, condition);
      if (!Array.isArray(list)) return filter.kind === 'all';
      return filter.kind === 'any' ? list.some(meets) : list.every(meets);
    }
  }
};
