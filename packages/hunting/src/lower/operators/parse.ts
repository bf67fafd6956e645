import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import { call, constant, type Expression, logical, not } from '../../plan/expression.ts';
import { filter, type Relation } from '../../plan/relation.ts';
import { asText } from '../conversion.ts';
import type { Lowering } from '../lowering.ts';
import { meaningless } from '../refusal.ts';
import { operatorName } from './parameters.ts';
import { type Capture, type ParsePattern, parsePattern } from './parse-pattern.ts';
import { projectNamed } from './project.ts';

/** How a text becomes a value of each type. */
const FROM_TEXT = {
  int: 'toint',
  long: 'tolong',
  real: 'todouble',
  decimal: 'todecimal',
  bool: 'tobool',
  datetime: 'todatetime',
  timespan: 'totimespan',
  guid: 'toguid',
} as const;

/** A text that was found, as a value of `type`; null where it is none. */
export const fromText = (found: Expression, type: KustoType): Expression => {
  if (type === 'string') return found;
  if (type === 'dynamic') return call('parse_json', 'dynamic', found);
  return call(FROM_TEXT[type], type, call('trim', 'string', constant('string', '\\s+'), found));
};

const caught = (text: Expression, regex: string, { group, type }: Capture): Expression => {
  const place = constant('long', BigInt(group));
  return fromText(call('extract', 'string', constant('string', regex), place, text), type);
};

/** Where typed columns must all have their types, whether they have. */
const wellTyped = ({ mode, captures }: ParsePattern, values: readonly Expression[]): Expression[] =>
  mode === 'relaxed'
    ? []
    : captures.flatMap(({ type }, index) => {
        const value = values[index];
        return value && type !== 'string' && type !== 'dynamic' && type !== 'guid'
          ? [not(call('isnull', 'bool', value))]
          : [];
      });

/** All or nothing: a column that does not get its type leaves every column empty. */
const together = (values: readonly Expression[], tests: readonly Expression[]): readonly Expression[] => {
  const isAlone = values.length === 1;
  if (tests.length === 0 || isAlone) return values;
  const isWhole = logical('and', tests);
  return values.map(value => call('iff', value.type, isWhole, value, constant(value.type, null)));
};

/**
 * `parse text with "a" column *` and `parse-where`, which drops rows that do not match (reference: kql, section 6, item
 * 51).
 */
export const lowerParse = (node: BoundNode, input: Relation, lowering: Lowering): Relation => {
  const source = node.child('Expression');
  if (!source) throw meaningless('parse needs a text.', node);
  const text = asText(lowering.expression(source, input));
  const pattern = parsePattern(node, operatorName(node, 'flags'));
  const values = pattern.captures.map(capture => caught(text, pattern.regex, capture));
  const tests = wellTyped(pattern, values);
  const whole = together(values, tests);
  const named = new Map(pattern.captures.map(({ name }, index) => [name, whole[index]] as const));
  const isMatch = call('matches_regex', 'bool', text, constant('string', pattern.regex));
  const rows =
    node.kind === 'ParseWhereOperator' ? filter(input, logical('and', [isMatch, ...tests])) : input;
  return projectNamed(node, rows, named, lowering);
};
