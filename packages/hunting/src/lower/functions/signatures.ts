import type { KustoType } from '../../kusto-type.ts';
import type { FunctionName } from '../../plan/functions.ts';

/** What a function takes in one place: a type that arguments are converted to, the result's type, or anything. */
export type Parameter = KustoType | 'result' | 'any';

/** How a function of the language becomes one of the plan. */
export interface Signature {
  readonly name: FunctionName;
  readonly parameters?: readonly Parameter[];
  /** The type of any further arguments. */
  readonly rest?: Parameter;
  /** The types that the first argument may have; others are refused rather than guessed at. */
  readonly sources?: readonly KustoType[];
  /** The place of the argument that is a regular expression. */
  readonly pattern?: number;
}

const of = (name: FunctionName, ...parameters: readonly Parameter[]): Signature => ({ name, parameters });
const variadic = (name: FunctionName, rest: Parameter, ...parameters: readonly Parameter[]): Signature => ({
  name,
  parameters,
  rest,
});

const TRUTHS: readonly KustoType[] = ['bool', 'string', 'int', 'long', 'real', 'dynamic'];

const conversions: Readonly<Record<string, Signature>> = {
  tostring: of('tostring', 'any'),
  toint: of('toint', 'any'),
  tolong: of('tolong', 'any'),
  todouble: of('todouble', 'any'),
  toreal: of('todouble', 'any'),
  tobool: { ...of('tobool', 'any'), sources: TRUTHS },
  toboolean: { ...of('tobool', 'any'), sources: TRUTHS },
  todatetime: { ...of('todatetime', 'any'), sources: ['datetime', 'string', 'dynamic'] },
  totimespan: { ...of('totimespan', 'any'), sources: ['timespan', 'string', 'dynamic'] },
  toguid: { ...of('toguid', 'any'), sources: ['guid', 'string', 'dynamic'] },
};

const numbers: Readonly<Record<string, Signature>> = {
  abs: of('abs', 'result'),
  round: of('round', 'real', 'long'),
  ceiling: of('ceiling', 'result'),
  sqrt: of('sqrt', 'real'),
  pow: of('pow', 'real', 'real'),
  log: of('log', 'real'),
  exp: of('exp', 'real'),
  sign: of('sign', 'any'),
  isnan: of('isnan', 'real'),
  isinf: of('isinf', 'real'),
  isfinite: of('isfinite', 'real'),
};

const conditions: Readonly<Record<string, Signature>> = {
  not: of('not', 'bool'),
  iff: of('iff', 'bool', 'result', 'result'),
  iif: of('iff', 'bool', 'result', 'result'),
  coalesce: variadic('coalesce', 'result'),
  isnull: of('isnull', 'any'),
  isempty: of('isempty', 'any'),
  max_of: variadic('max_of', 'result'),
  min_of: variadic('min_of', 'result'),
};

const text: Readonly<Record<string, Signature>> = {
  strcat: variadic('strcat', 'string'),
  strcat_delim: variadic('strcat_delim', 'string'),
  strlen: of('strlen', 'string'),
  string_size: of('string_size', 'string'),
  substring: of('substring', 'string', 'long', 'long'),
  tolower: of('tolower', 'string'),
  toupper: of('toupper', 'string'),
  indexof: of('indexof', 'string', 'string'),
  countof: of('countof', 'string', 'string'),
  replace_string: of('replace_string', 'string', 'string', 'string'),
  replace_regex: { ...of('replace_regex', 'string', 'string', 'string'), pattern: 1 },
  extract: { ...of('extract', 'string', 'long', 'string'), pattern: 0 },
  split: of('split', 'string', 'string', 'long'),
  trim: { ...of('trim', 'string', 'string'), pattern: 0 },
  trim_start: { ...of('trim_start', 'string', 'string'), pattern: 0 },
  trim_end: { ...of('trim_end', 'string', 'string'), pattern: 0 },
  base64_encode_tostring: of('base64_encode_tostring', 'string'),
  base64_decode_tostring: of('base64_decode_tostring', 'string'),
};

const dates: Readonly<Record<string, Signature>> = {
  startofday: of('startofday', 'datetime'),
  startofweek: of('startofweek', 'datetime'),
  startofmonth: of('startofmonth', 'datetime'),
  startofyear: of('startofyear', 'datetime'),
  endofday: of('endofday', 'datetime'),
  endofweek: of('endofweek', 'datetime'),
  dayofweek: of('dayofweek', 'datetime'),
  dayofmonth: of('dayofmonth', 'datetime'),
  dayofyear: of('dayofyear', 'datetime'),
  getyear: of('getyear', 'datetime'),
  getmonth: of('monthofyear', 'datetime'),
  monthofyear: of('monthofyear', 'datetime'),
  hourofday: of('hourofday', 'datetime'),
  unixtime_seconds_todatetime: of('unixtime_seconds_todatetime', 'real'),
  unixtime_milliseconds_todatetime: of('unixtime_milliseconds_todatetime', 'real'),
};

const dynamics: Readonly<Record<string, Signature>> = {
  array_length: of('array_length', 'dynamic'),
  bag_keys: of('bag_keys', 'dynamic'),
  pack_array: variadic('pack_array', 'dynamic'),
  set_has_element: of('set_has_element', 'dynamic', 'dynamic'),
  strcat_array: of('strcat_array', 'dynamic', 'string'),
  gettype: of('gettype', 'any'),
};

/** The functions whose arguments map one to one; the others are in `rewrites.ts`. */
export const signatures: Readonly<Record<string, Signature>> = {
  ...conversions,
  ...numbers,
  ...conditions,
  ...text,
  ...dates,
  ...dynamics,
};
