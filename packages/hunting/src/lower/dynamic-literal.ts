import type { BoundNode } from '../bind/bound-node.ts';
import { isJson } from '../value/json.ts';
import { toJsonText } from './constants.ts';
import { lowerLiteral } from './literals.ts';
import { unsupported } from './refusal.ts';

/** The text of a bag's key: a string in either kind of quotes, with the escapes that JSON and the language agree on. */
const keyText = (node: BoundNode): string => {
  const [, quote = '', inner = ''] = /^(["'])([^]*)\1$/.exec(node.text) ?? [];
  const escaped =
    quote === "'" ? inner.replaceAll(/\\[^]|"/g, found => (found === '"' ? '\\"' : found)) : inner;
  const json = `"${escaped.replaceAll(/\\[^]/g, found => (found === "\\'" ? "'" : found))}"`;
  if (quote === '' || !isJson(json)) throw unsupported('A key of this form in a dynamic literal', node);
  return json;
};

const pairText = (pair: BoundNode): string => {
  const name = pair.child('Name');
  const value = pair.child('Value');
  if (!name || !value) throw unsupported('A dynamic literal of this form', pair);
  return `${keyText(name)}:${dynamicJson(value)}`;
};

/** A whole number that is no long, which JSON takes for a real. */
const hugeNumber = (text: string): string | undefined =>
  /^\d{19,}$/.test(text) && BigInt(text) > 9_223_372_036_854_775_807n
    ? Number(text).toExponential()
    : undefined;

/**
 * The JSON text of what stands inside `dynamic( … )`: the literals of the language, single-quoted strings and dates
 * among them, in arrays and bags.
 */
export const dynamicJson = (node: BoundNode): string => {
  switch (node.kind) {
    case 'JsonArrayExpression':
      return `[${node.list('Values').map(dynamicJson).join(',')}]`;
    case 'JsonObjectExpression':
      return `{${node.list('Pairs').map(pairText).join(',')}}`;
    case 'NullLiteralExpression':
      return 'null';
    case 'DynamicExpression': {
      const inner = node.child('Expression');
      if (!inner) throw unsupported('A dynamic literal of this form', node);
      return dynamicJson(inner);
    }
    case 'UnaryMinusExpression': {
      const operand = node.child('Expression');
      if (!operand) throw unsupported('A dynamic literal of this form', node);
      return `-${dynamicJson(operand)}`;
    }
    default:
      if (!node.kind.endsWith('LiteralExpression')) throw unsupported('A dynamic literal of this form', node);
      return hugeNumber(node.text) ?? toJsonText(lowerLiteral(node));
  }
};
