import { fail, ok, type Result } from '@vakt/contract/result';
import { failureAt, type HuntingFailure } from '../failure.ts';
import { advised } from './advice.ts';
import { aliasesIn } from './aliases.ts';
import { AmendedText, type Insertion } from './amended-text.ts';
import { BoundNode } from './bound-node.ts';
import { declarationsFor } from './hunting-functions.ts';
import { withCommonColumns } from './inner-unions.ts';
import { parsedJsonText, withUnpackedJsonText } from './json-text.ts';
import { type ServiceCode, type ServiceDiagnostic, service, toArray } from './language-service.ts';
import { withParsedNames } from './parsed-names.ts';
import { withoutUnaskedMatchIds } from './scan-match-ids.ts';
import { globalsFor } from './schema.ts';
import { checkSize } from './size.ts';
import { readable } from './spellings.ts';
import { withoutUnnamedValues } from './unnamed-values.ts';

/** A query whose names are bound, and the text in which the nodes have their positions. */
export interface BoundQuery {
  readonly root: BoundNode;
  readonly text: AmendedText;
}

/**
 * `count(x)` is an error to the language service (KS107, "a value of type bool expected") and counts all rows in the
 * real engine (reference: kql, section 2.4): let through, the argument is dropped in lowering.
 */
const isCountArgument = (text: string, { Code, Start }: ServiceDiagnostic): boolean =>
  Code === 'KS107' && /\bcount\s*\(\s*$/.test(text.slice(0, Start));

/** `invoke FileProfile(SHA1)`: the service sees no row there (KS142); lowering takes the name as the column's. */
const isInvokeArgument = (text: string, { Code, Start }: ServiceDiagnostic): boolean =>
  Code === 'KS142' && /\binvoke\s+[A-Za-z_]\w*\s*\([^()]*$/.test(text.slice(0, Start));

/** `bag_unpack` takes up to four arguments; the service knows of two (KS119). */
const isUnpackArgument = (text: string, { Code, Start, Length }: ServiceDiagnostic): boolean =>
  Code === 'KS119' && text.slice(Start, Start + Length).startsWith('bag_unpack');

/** `bag_unpack(bag, ignoredProperties=…)`: the service knows of no such argument (KS107). */
const isUnpackOption = (text: string, { Code, Start }: ServiceDiagnostic): boolean =>
  Code === 'KS107' && /\bignoredProperties\s*=\s*$/.test(text.slice(0, Start));

/** `make_timespan(1, 12, 30, 55.123)`: the service wants whole seconds there (KS134), the manual's own sample has parts. */
const isPartOfSecond = (text: string, { Code, Start, Length }: ServiceDiagnostic): boolean =>
  Code === 'KS134' &&
  /^\d+\.\d+$/.test(text.slice(Start, Start + Length)) &&
  /\bmake_timespan\s*\([^()]*$/.test(text.slice(0, Start));

/** `todynamic(bag)`: the service wants a text (KS107), though `parse_json`, its other name, takes a dynamic value as it is. */
const isDynamicAlready = (text: string, { Code, Start }: ServiceDiagnostic): boolean =>
  Code === 'KS107' && /\btodynamic\s*\(\s*$/.test(text.slice(0, Start));

/** A call whose value is dynamic, by its name: of these families all are but those that count, sum and ask. */
const DYNAMIC_CALL =
  /^(?!(?:array_(?:length|index_of|sum|strcat)|set_has_element|bag_has_key)\b)(?:dynamic|parse_json|todynamic|split|zip|repeat|extract_all|range|treepath|(?:array|bag|pack|set|series)_?\w*)\s*\(/;

/**
 * `array_length(dynamic({}))`: the service knows which dynamic values are arrays and which are bags (KS234, KS235); to the
 * real engine the other kind is no error, the answer is null (reference: kql, section 6, 60).
 */
const isDynamicOfOtherKind = (text: string, { Code, Start, Length }: ServiceDiagnostic): boolean =>
  (Code === 'KS234' || Code === 'KS235') && DYNAMIC_CALL.test(text.slice(Start, Start + Length));

/**
 * `map(inner_nodes(path), id)`: the service knows no property of inner nodes (KS142) where they have none but the id that
 * `with_node_id` names, the manual's own samples do; lowering takes the name as the column's.
 */
const isInnerNodeId = (text: string, { Code, Start, Length }: ServiceDiagnostic): boolean => {
  if (Code !== 'KS142') return false;
  const name = text.slice(Start, Start + Length);
  const before = text.slice(0, Start);
  const body = /\b(?:all|any|map)\s*\(\s*inner_nodes\s*\(\s*\w+\s*\)\s*,((?:(?!\binner_nodes\b)[^])*)$/.exec(
    before,
  )?.[1];
  return (
    body !== undefined &&
    isWithin(body) &&
    new RegExp(`\\bwith_node_id\\s*=\\s*${escaped(name)}\\b`).test(before)
  );
};

/** Whether a text that begins inside parentheses has not left them at its end. */
const isWithin = (text: string): boolean => {
  let depth = 0;
  for (const sign of text) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    if (depth < 0) return false;
  }
  return true;
};

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');

/** A whole number in the text, which the service calls a long where an int is wanted, also as a step (KS178). */
const isWholeNumber = (text: string, { Code, Start, Length, Message }: ServiceDiagnostic): boolean =>
  ['KS107', 'KS141', 'KS178'].includes(Code) &&
  /\bint\b/.test(Message) &&
  /^-?\d+$/.test(text.slice(Start, Start + Length));

/** `activity_metrics(id, t, 'month')`: periods of the calendar, of which the service knows nothing (KS138). */
const isCalendarPeriod = (text: string, { Code, Start, Length }: ServiceDiagnostic): boolean =>
  Code === 'KS138' && /^(["'])(?:week|month|year)\1$/.test(text.slice(Start, Start + Length));

/** What the service calls an error and the real engine does not. */
export const isHarmless = (text: string, diagnostic: ServiceDiagnostic): boolean =>
  [
    isCalendarPeriod,
    isCountArgument,
    isWholeNumber,
    isInvokeArgument,
    isInnerNodeId,
    isUnpackArgument,
    isUnpackOption,
    isPartOfSecond,
    isDynamicAlready,
    isDynamicOfOtherKind,
  ].some(test => test(text, diagnostic));

const errorsIn = (code: ServiceCode, { text }: AmendedText): ServiceDiagnostic[] =>
  toArray(code.GetDiagnostics()).filter(
    diagnostic => diagnostic.Severity === 'Error' && !isHarmless(text, diagnostic),
  );

const firstError = (
  code: ServiceCode,
  amended: AmendedText,
  errors: readonly ServiceDiagnostic[],
): HuntingFailure | undefined => {
  const syntax = toArray(code.GetSyntaxDiagnostics()).find(({ Severity }) => Severity === 'Error');
  const error = syntax ?? errors[0];
  if (!error) return undefined;
  const span = amended.originalSpan({ start: error.Start, length: error.Length });
  const message = advised(error.Message, amended.original, span);
  return failureAt(syntax ? 'syntax' : 'semantic', message, amended.original, span);
};

/** Most rounds in which columns of JSON text are found: types settle from the tables on. */
const MAX_JSON_ROUNDS = 4;

/** Binds with the earlier names in `aliases`; columns of JSON text are parsed where a query reaches into them. */
const bindWith = (
  amended: AmendedText,
  aliases: ReadonlySet<string>,
  rounds = MAX_JSON_ROUNDS,
): Result<BoundQuery, HuntingFailure> => {
  const code = service.KustoCode.ParseAndAnalyze(amended.text, globalsFor(aliases));
  const errors = errorsIn(code, amended);
  const error = firstError(code, amended, errors);
  if (!error) {
    const root = new BoundNode(code.Syntax);
    const changed = withoutUnnamedValues(root, amended);
    return changed ? bindWith(changed, aliases, rounds) : ok({ root, text: amended });
  }
  const parsed = error.kind === 'syntax' || rounds === 0 ? [] : parsedJsonText(amended, errors);
  return parsed.length > 0 ? bindWith(amended.with(parsed), aliases, rounds - 1) : fail(error);
};

/** Where the service reads or binds otherwise than the language means it, in the order in which they count. */
const amendments: readonly ((text: AmendedText) => AmendedText)[] = [
  readable,
  withoutUnaskedMatchIds,
  withCommonColumns,
  withParsedNames,
  withUnpackedJsonText,
];

/**
 * Parses and binds `query`, with `insertions`, against the hunting tables; the first error of several is the answer. Names
 * that tables had earlier count only in a query that has no meaning without them.
 */
export const bindQuery = (
  query: string,
  insertions: readonly Insertion[] = [],
): Result<BoundQuery, HuntingFailure> => {
  const tooLarge = checkSize(query);
  if (tooLarge) return fail(tooLarge);
  const written = `${insertions.map(({ text }) => text).join('')}\n${query}`;
  const given = new AmendedText(query, [{ at: 0, text: declarationsFor(written) }, ...insertions]);
  try {
    const amended = amendments.reduce((text, amend) => amend(text), given);
    const bound = bindWith(amended, new Set());
    const aliases = aliasesIn(written);
    if (bound.ok || bound.error.kind === 'syntax' || aliases.size === 0) return bound;
    return bindWith(amended, aliases);
  } catch {
    // The service throws on a few texts instead of diagnosing them (a graph query over an unknown graph).
    return fail(
      failureAt('semantic', 'The query cannot be understood.', query, { start: 0, length: query.length }),
    );
  }
};
