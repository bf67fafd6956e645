/** What an editor asks of a query's text, answered by the language service against the hunting tables. */
import type { Completion, Completions, Diagnostic } from '@vakt/contract/hunting/query-editor';
import { advised } from '../bind/advice.ts';
import { aliasesIn } from '../bind/aliases.ts';
import { AmendedText } from '../bind/amended-text.ts';
import { isHarmless } from '../bind/bind.ts';
import { declarationsFor } from '../bind/hunting-functions.ts';
import { isAboutJsonText } from '../bind/json-text.ts';
import {
  completionKindName,
  type ServiceCompletion,
  type ServiceDiagnostic,
  type ServiceEditor,
  type ServiceGlobals,
  service,
  toArray,
} from '../bind/language-service.ts';
import { nearestName } from '../bind/nearest-name.ts';
import { globalsFor } from '../bind/schema.ts';
import { checkSize } from '../bind/size.ts';
import { compileQuery } from '../compile/compile.ts';
import { failureAt, type HuntingFailure, offsetOf, type Span } from '../failure.ts';
import { type CustomFunction, customDeclarations } from '../functions/custom-function.ts';

/** As many as a person looks at; more letters make the list shorter. */
const MOST_COMPLETIONS = 200;
const MOST_DIAGNOSTICS = 100;

/** A query in an editor, and the functions that its tenant keeps. */
export interface EditedQuery {
  readonly query: string;
  readonly functions: readonly CustomFunction[];
}

interface Opened {
  readonly amended: AmendedText;
  readonly globals: ServiceGlobals;
  readonly editor: ServiceEditor;
  /** The declarations of the tenant's functions that the query names. */
  readonly own: string;
  /** How much stands before the query's own text. */
  readonly offset: number;
}

const open = ({ query, functions }: EditedQuery): Opened => {
  const own = customDeclarations(functions, query);
  const written = `${own}\n${query}`;
  const declarations = `${declarationsFor(written)}${own}`;
  const amended = new AmendedText(query, [{ at: 0, text: declarations }]);
  const globals = globalsFor(aliasesIn(written));
  const editor = new service.Editor.KustoCodeService.$ctor1(amended.text, globals);
  return { amended, globals, editor, own, offset: declarations.length };
};

const completionsOf = ({ amended, editor, offset }: Opened, position: number) => {
  const { EditStart, EditLength, Items } = editor.GetCompletionItems(position + offset);
  return {
    replaces: amended.originalSpan({ start: EditStart, length: EditLength }),
    items: toArray(Items),
  };
};

const toCompletion = ({ DisplayText, BeforeText, AfterText, Kind }: ServiceCompletion): Completion => ({
  label: DisplayText,
  text: BeforeText,
  after: AfterText ?? '',
  kind: completionKindName(Kind),
});

/** The tenant's functions are declared where they are named, and may be named anywhere. */
const toFunctionCompletion = ({ name, parameters }: CustomFunction): Completion => ({
  label: `${name}(${parameters})`,
  text: `${name}(`,
  after: ')',
  kind: 'DatabaseFunction',
});

/** What may be typed at `position`, fitting the letters before it. */
export const completionsAt = (edited: EditedQuery, position: number): Completions => {
  const { query, functions } = edited;
  if (checkSize(query)) return { replaces: { start: position, length: 0 }, items: [] };
  const { replaces, items } = completionsOf(open(edited), position);
  const typed = query.slice(replaces.start, position).toLowerCase();
  const fits = (name: string): boolean => name.toLowerCase().includes(typed);
  const own = typed === '' ? [] : functions.filter(({ name }) => fits(name)).map(toFunctionCompletion);
  const fitting = items.filter(({ MatchText }) => fits(MatchText)).map(toCompletion);
  return { replaces, items: [...own, ...fitting].slice(0, MOST_COMPLETIONS) };
};

/** What the name at `position` is: a column and its type, a function and its parameters; empty where there is no name. */
export const descriptionAt = (edited: EditedQuery, position: number): string => {
  if (checkSize(edited.query)) return '';
  const { editor, offset } = open(edited);
  return editor.GetQuickInfo(position + offset).Text ?? '';
};

const SEVERITIES: Readonly<Record<string, Diagnostic['severity']>> = {
  Error: 'error',
  Warning: 'warning',
};

/** A slip in fewer letters than three could mean anything. */
const NAME = /^\w{3,}$/;

const suggestionFor = (edited: EditedQuery, { start, length }: Span): string | undefined => {
  const written = edited.query.slice(start, start + length);
  if (!NAME.test(written)) return undefined;
  // Where the name begins everything fits that may stand there.
  const { items } = completionsOf(open(edited), start);
  return nearestName(
    written,
    [...edited.functions.map(({ name }) => name), ...items.map(({ MatchText }) => MatchText)].filter(name =>
      NAME.test(name),
    ),
  );
};

const diagnosticAt = (
  edited: EditedQuery,
  severity: Diagnostic['severity'],
  failure: HuntingFailure,
  span: Span,
): Diagnostic => {
  const suggestion =
    severity === 'error' && !checkSize(edited.query) ? suggestionFor(edited, span) : undefined;
  return {
    severity,
    message: failure.message,
    line: failure.line ?? 1,
    column: failure.column ?? 1,
    ...span,
    ...(suggestion !== undefined && { suggestion }),
  };
};

const fromService = (
  edited: EditedQuery,
  amended: AmendedText,
  { Severity, Message, Start, Length }: ServiceDiagnostic,
): Diagnostic => {
  const span = amended.originalSpan({ start: Start, length: Length });
  const failure = failureAt('semantic', advised(Message, edited.query, span), edited.query, span);
  return diagnosticAt(edited, SEVERITIES[Severity] ?? 'suggestion', failure, span);
};

const refusal = (edited: EditedQuery, failure: HuntingFailure): Diagnostic => {
  const start = offsetOf(edited.query, failure);
  return diagnosticAt(edited, 'error', failure, {
    start,
    length: failure.length ?? edited.query.length - start,
  });
};

/** A query that the service has nothing against may still need what the engine does not have. */
const refusalOf = (edited: EditedQuery, own: string): Diagnostic[] => {
  const compiled = compileQuery(edited.query, own === '' ? [] : [{ at: 0, text: own }]);
  return compiled.ok ? [] : [refusal(edited, compiled.error)];
};

/** Everything that is to be said of a query: by the language, and by the engine where the language is content. */
export const diagnosticsOf = (edited: EditedQuery): Diagnostic[] => {
  const tooLarge = checkSize(edited.query);
  if (tooLarge) return [refusal(edited, tooLarge)];
  const { amended, globals, own } = open(edited);
  const code = service.KustoCode.ParseAndAnalyze(amended.text, globals);
  const said = toArray(code.GetDiagnostics())
    .filter(diagnostic => !isHarmless(amended.text, diagnostic) && !isAboutJsonText(amended.text, diagnostic))
    .slice(0, MOST_DIAGNOSTICS)
    .map(diagnostic => fromService(edited, amended, diagnostic));
  return said.some(({ severity }) => severity === 'error') ? said : [...said, ...refusalOf(edited, own)];
};
