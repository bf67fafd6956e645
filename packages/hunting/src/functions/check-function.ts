import { fail, ok, type Result } from '@vakt/contract/result';
import { tableNamed } from '../bind/aliases.ts';
import type { Insertion } from '../bind/amended-text.ts';
import { isHuntingFunction } from '../bind/hunting-functions.ts';
import { marksIn } from '../bind/size.ts';
import { failureAt, type HuntingFailure } from '../failure.ts';
import { CLOSING, type CustomFunction, opening } from './custom-function.ts';
import { type DeclaredParameter, declaredParameters } from './parameter-list.ts';

/** Which part of a function is wrong, and where in it. */
export interface FunctionFailure extends HuntingFailure {
  readonly part: 'name' | 'parameters' | 'body';
}

/** Compiles a text with insertions, and says what is wrong with it. */
export type Check = (
  text: string,
  insertions: readonly Insertion[],
) => Promise<Result<unknown, HuntingFailure>>;

type Checked = Result<undefined, FunctionFailure>;

const FINE: Checked = ok(undefined);

/**
 * English letters, digits and underscores; a capital or an underscore first, or an underscore last: no function of the
 * language has such a name (reference: defender-xdr, section 10.6, which only recommends it).
 */
const NAME = /^(?:[A-Z_]\w{0,126}|[a-z]\w{0,125}_)$/;

const wrongName = (message: string): Checked => fail({ part: 'name', kind: 'semantic', message });

const checkName = (name: string): Checked => {
  if (!NAME.test(name))
    return wrongName(
      'A name has English letters, digits and underscores, at most 127, and begins with a capital or an underscore, or ends with an underscore.',
    );
  return tableNamed(name) || isHuntingFunction(name)
    ? wrongName(`There is a table or a function of the name '${name}' already.`)
    : FINE;
};

/** A bracket that closes what a part did not open would end the declaration, and the rest be no part of the function. */
const checkBrackets = (part: 'parameters' | 'body', text: string): Checked => {
  const marks = marksIn(text);
  const stray =
    marks.find(({ depth }) => depth < 0) ?? ((marks.at(-1)?.depth ?? 0) > 0 ? marks.at(-1) : undefined);
  return stray
    ? fail({
        part,
        ...failureAt('syntax', 'The brackets do not match.', text, { start: stray.index, length: 1 }),
      })
    : FINE;
};

const inPart = (part: FunctionFailure['part'], result: Result<unknown, HuntingFailure>): Checked =>
  result.ok ? FINE : fail({ part, ...result.error });

/** A query that names nothing, to stand behind a declaration that is only to be bound. */
const NOTHING = 'print Checked = true';

const checkParameters = async (parameters: string, check: Check): Promise<Checked> =>
  inPart(
    'parameters',
    await check(parameters, [
      { at: 0, text: 'let Checked_ = (' },
      { at: parameters.length, text: `\n) { 1 };\n${NOTHING}` },
    ]),
  );

/** The body as it stands in the declaration, with a query behind it. */
const checkBody = (
  custom: CustomFunction,
  query: string,
  check: Check,
): Promise<Result<unknown, HuntingFailure>> =>
  check(custom.body, [
    { at: 0, text: opening(custom) },
    { at: custom.body.length, text: `${CLOSING}${query}` },
  ]);

/** A value of each scalar type, to call a function with. */
const SAMPLES: Readonly<Record<string, string>> = {
  string: '"x"',
  int: 'int(1)',
  long: '1',
  real: '1.0',
  decimal: 'decimal(1)',
  bool: 'true',
  datetime: 'datetime(2026-01-01)',
  timespan: '1d',
  guid: 'guid(00000000-0000-0000-0000-000000000000)',
  dynamic: 'dynamic([])',
};

/** A call with samples; `undefined` where a table has to be given, which nobody knows the columns of. */
const sampleCall = (name: string, parameters: readonly DeclaredParameter[]): string | undefined => {
  const needed = parameters.filter(({ hasDefault }) => !hasDefault).map(({ type = '' }) => SAMPLES[type]);
  return needed.includes(undefined) ? undefined : `${name}(${needed.join(', ')})`;
};

/** What the engine does not evaluate it says when a function is saved, not when it is first called. */
const checkCall = async (custom: CustomFunction, check: Check): Promise<Checked> => {
  const call = sampleCall(custom.name, declaredParameters(custom.parameters));
  if (call === undefined) return FINE;
  const asValue = await checkBody(custom, `print Checked = ${call}`, check);
  const called = asValue.ok ? asValue : await checkBody(custom, call, check);
  // Anything else may be the sample's fault.
  return !called.ok && called.error.kind === 'unsupported' ? inPart('body', called) : FINE;
};

/** Says whether a function can be saved. It cannot call itself or another saved function, as in the real service. */
export const checkFunction = async (custom: CustomFunction, check: Check): Promise<Checked> => {
  const { name, parameters, body } = custom;
  for (const result of [
    checkName(name),
    checkBrackets('parameters', parameters),
    checkBrackets('body', body),
  ])
    if (!result.ok) return result;
  if (body.trim() === '')
    return fail({
      part: 'body',
      ...failureAt('syntax', 'The body is empty.', body, { start: 0, length: 0 }),
    });
  const declared = await checkParameters(parameters, check);
  if (!declared.ok) return declared;
  const bound = inPart('body', await checkBody(custom, NOTHING, check));
  return bound.ok ? checkCall(custom, check) : bound;
};
