import type { ComparisonOperator, LetterCase, TextFunction } from '@vakt/contract/query';
import { ODataError } from './failure.ts';
import { inLetters, isValueWord, toLiteral } from './literal.ts';
import type { Literal, Name, Operand, Syntax } from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';

/*
 * or         = and { "or" and }
 * and        = unary { "and" unary }
 * unary      = "not" unary | primary
 * primary    = "(" or ")" [ "eq" "true" | "eq" "false" ]
 *            | ( "startswith" | "endswith" | "contains" ) "(" operand "," operand ")" [ "eq" ( "true" | "false" ) ]
 *            | path "/" ( "any" | "all" ) "(" [ name ":" or ] ")"
 *            | path
 *            | operand ( "eq" | "ne" | "gt" | "ge" | "lt" | "le" ) operand
 *            | operand "in" "(" literal { "," literal } ")"
 * operand    = path | literal | ( "tolower" | "toupper" ) "(" operand ")"
 * path       = name { "/" name }
 *
 * Key words are read in any letter case: clients write AND as well as and.
 */

/** Deeper nesting than any client needs; it keeps the recursion off the end of the stack. */
const DEEPEST = 100;
/** As many conditions and list values as one filter may have. */
const MOST_NODES = 10_000;

const OPERATORS: ReadonlySet<string> = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const FUNCTIONS: ReadonlySet<string> = new Set(['startswith', 'endswith', 'contains']);
const LETTER_FUNCTIONS: ReadonlyMap<string | undefined, LetterCase> = new Map([
  ['tolower', 'lower'],
  ['toupper', 'upper'],
]);

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  #nodes = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Syntax {
    const expression = this.#or();
    if (this.#token().kind !== 'end') this.#refuse();
    return expression;
  }

  #token(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)] as Token;
  }

  #refuse(what = 'Syntax error'): never {
    throw new ODataError(what, this.#token().position);
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES) this.#refuse(`More than ${MOST_NODES} conditions`);
  }

  #word(ahead = 0): string | undefined {
    const token = this.#token(ahead);
    return token.kind === 'name' ? token.name.toLowerCase() : undefined;
  }

  #isSign(sign: string, ahead = 0): boolean {
    const token = this.#token(ahead);
    return token.kind === 'sign' && token.sign === sign;
  }

  #takeSign(sign: string): void {
    if (!this.#isSign(sign)) this.#refuse(`'${sign}' expected`);
    this.#at += 1;
  }

  #chain(kind: 'and' | 'or', next: () => Syntax): Syntax {
    const { position } = this.#token();
    const operands = [next()];
    while (this.#word() === kind) {
      this.#at += 1;
      operands.push(next());
    }
    const [only] = operands;
    return only && operands.length === 1 ? only : { kind, operands, position };
  }

  #or(): Syntax {
    return this.#chain('or', () => this.#chain('and', () => this.#unary()));
  }

  #deeper<Parsed>(parse: () => Parsed): Parsed {
    this.#depth += 1;
    if (this.#depth > DEEPEST) this.#refuse(`Recursion depth exceeded allowed limit of ${DEEPEST}`);
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  #unary(): Syntax {
    return this.#deeper(() => (this.#word() === 'not' ? this.#not() : this.#primary()));
  }

  #not(): Syntax {
    const { position } = this.#token();
    this.#at += 1;
    return { kind: 'not', operand: this.#unary(), position };
  }

  #primary(): Syntax {
    this.#count();
    if (this.#isSign('(')) return this.#truth(this.#parenthesised());
    if (FUNCTIONS.has(this.#word() ?? '') && this.#isSign('(', 1)) return this.#truth(this.#textFunction());
    const left = this.#operand();
    if (left.kind === 'name' && this.#isListCondition()) return this.#listCondition(left);
    const word = this.#word() ?? '';
    if (word === 'in') return this.#membership(left);
    if (left.kind === 'name' && this.#isConditionOver()) return this.#isTrue(left);
    if (!OPERATORS.has(word)) this.#refuse();
    this.#at += 1;
    return {
      kind: 'comparison',
      operator: word as ComparisonOperator,
      left,
      right: this.#operand(),
      position: left.position,
    };
  }

  #isConditionOver(): boolean {
    const word = this.#word();
    return this.#token().kind === 'end' || this.#isSign(')') || word === 'and' || word === 'or';
  }

  /** A property alone is a condition when it is true or false. */
  #isTrue(left: Name): Syntax {
    const { position } = left;
    const right: Literal = { kind: 'literal', type: 'boolean', value: true, position };
    return { kind: 'comparison', operator: 'eq', left, right, position };
  }

  #parenthesised(): Syntax {
    this.#at += 1;
    const expression = this.#or();
    this.#takeSign(')');
    return expression;
  }

  /** `contains(…) eq true` is how some clients say `contains(…)`. */
  #truth(expression: Syntax): Syntax {
    const answer = this.#word() === 'eq' ? this.#word(1) : undefined;
    if (answer !== 'true' && answer !== 'false') return expression;
    this.#at += 2;
    return answer === 'true'
      ? expression
      : { kind: 'not', operand: expression, position: expression.position };
  }

  #textFunction(): Syntax {
    const { position } = this.#token();
    const name = this.#word() as TextFunction;
    this.#at += 1;
    this.#takeSign('(');
    const operand = this.#operand();
    this.#takeSign(',');
    const argument = this.#operand();
    this.#takeSign(')');
    return { kind: 'text', function: name, operand, argument, position };
  }

  /** Whether the list's `/any(` or `/all(` comes next. */
  #isListCondition(): boolean {
    const word = this.#word(1);
    return this.#isSign('/') && (word === 'any' || word === 'all') && this.#isSign('(', 2);
  }

  #listCondition(list: Name): Syntax {
    this.#takeSign('/');
    const kind = this.#word() === 'all' ? 'all' : 'any';
    this.#at += 1;
    this.#takeSign('(');
    if (kind === 'any' && this.#isSign(')')) {
      this.#at += 1;
      return { kind, list, position: list.position };
    }
    const variable = this.#name().name;
    this.#takeSign(':');
    const condition = this.#or();
    this.#takeSign(')');
    return { kind, list, lambda: { variable, condition }, position: list.position };
  }

  #membership(operand: Operand): Syntax {
    this.#at += 1;
    this.#takeSign('(');
    const values = [this.#literal()];
    while (this.#isSign(',')) {
      this.#at += 1;
      this.#count();
      values.push(this.#literal());
    }
    this.#takeSign(')');
    return { kind: 'in', operand, values, position: operand.position };
  }

  #name(): Name {
    const token = this.#token();
    if (token.kind !== 'name') this.#refuse();
    this.#at += 1;
    return { kind: 'name', name: token.name, position: token.position };
  }

  /** A property, or one of a property's own: `status/errorCode`. */
  #path(): Name {
    const first = this.#name();
    let { name } = first;
    while (this.#isSign('/') && !this.#isListCondition()) {
      this.#at += 1;
      name += `/${this.#name().name}`;
    }
    return { ...first, name };
  }

  #operand(): Operand {
    const token = this.#token();
    if (token.kind !== 'name' || isValueWord(token.name)) return this.#literal();
    if (!this.#isSign('(', 1)) return this.#path();
    const letters = LETTER_FUNCTIONS.get(this.#word());
    if (!letters)
      this.#refuse(
        `An unknown function with name '${token.name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed. It stands`,
      );
    return this.#deeper(() => this.#inLetters(letters));
  }

  #inLetters(letters: LetterCase): Operand {
    this.#at += 2;
    const operand = this.#operand();
    if (operand.kind === 'literal' && operand.type !== 'string')
      this.#refuse(`No function signature for the function with name 'to${letters}' matches the argument`);
    this.#takeSign(')');
    return operand.kind === 'name'
      ? { ...operand, letters }
      : { ...operand, value: inLetters(String(operand.value), letters) };
  }

  #literal(): Literal {
    const token = this.#token();
    const literal = toLiteral(token);
    if (!literal) this.#refuse(token.kind === 'end' ? 'Expression expected' : 'Syntax error');
    this.#at += 1;
    return literal;
  }
}

/**
 * Parses the text of a `$filter`.
 *
 * @throws ODataError with the position of what is wrong.
 */
export const parseFilter = (text: string): Syntax => new Parser(tokenize(text)).parse();
