/** What an editor asks of a query's text, answered by the language service against the hunting tables. */
import type { Completions, Diagnostic } from '@vakt/contract/hunting/query-editor';
import { aliasesIn } from '../bind/aliases.ts';
import { AmendedText } from '../bind/amended-text.ts';
import { isHarmless } from '../bind/bind.ts';
import { declarationsFor } from '../bind/hunting-functions.ts';
import {
  completionKindName,
  type ServiceDiagnostic,
  type ServiceEditor,
  service,
  toArray,
} from '../bind/language-service.ts';
import { globalsFor } from '../bind/schema.ts';
import { checkSize } from '../bind/size.ts';
import { compileQuery } from '../compile/compile.ts';
import { failureAt, type HuntingFailure, offsetOf, type Span } from '../failure.ts';
import { nearestName } from './nearest-name.ts';

/** As many as a person looks at; more letters make the list shorter. */
const MOST_COMPLETIONS = 200;
const MOST_DIAGNOSTICS = 100;

interface Opened {
  readonly amended: AmendedText;
  readonly editor: ServiceEditor;
  /** How much stands before the query's own text. */
  readonly offset: number;
}

const open = (query: string): Opened => {
  const declarations = declarationsFor(query);
  const amended = new AmendedText(query, [{ at: 0, text: declarations }]);
  const globals = globalsFor(aliasesIn(query));
  const editor = new service.Editor.KustoCodeService.$ctor1(amended.text, globals);
  return { amended, editor, offset: declarations.length };
};

const completionsOf = ({ amended, editor, offset }: Opened, position: number) => {
  const { EditStart, EditLength, Items } = editor.GetCompletionItems(position + offset);
  return {
    replaces: amended.originalSpan({ start: EditStart, length: EditLength }),
    items: toArray(Items),
  };
};

/** What may be typed at `position`, fitting the letters before it. */
export const completionsAt = (query: string, position: number): Completions => {
  if (checkSize(query)) return { replaces: { start: position, length: 0 }, items: [] };
  const { replaces, items } = completionsOf(open(query), position);
  const typed = query.slice(replaces.start, position).toLowerCase();
  const fitting = items.filter(({ MatchText }) => MatchText.toLowerCase().includes(typed));
  return {
    replaces,
    items: fitting.slice(0, MOST_COMPLETIONS).map(({ DisplayText, BeforeText, AfterText, Kind }) => ({
      label: DisplayText,
      text: BeforeText,
      after: AfterText ?? '',
      kind: completionKindName(Kind),
    })),
  };
};

/** What the name at `position` is: a column and its type, a function and its parameters; empty where there is no name. */
export const descriptionAt = (query: string, position: number): string => {
  if (checkSize(query)) return '';
  const { editor, offset } = open(query);
  return editor.GetQuickInfo(position + offset).Text ?? '';
};

const SEVERITIES: Readonly<Record<string, Diagnostic['severity']>> = {
  Error: 'error',
  Warning: 'warning',
};

/** A slip in fewer letters than three could mean anything. */
const NAME = /^\w{3,}$/;

const suggestionFor = (query: string, { start, length }: Span): string | undefined => {
  const written = query.slice(start, start + length);
  if (!NAME.test(written)) return undefined;
  // Where the name begins everything fits that may stand there.
  const { items } = completionsOf(open(query), start);
  return nearestName(
    written,
    items.map(({ MatchText }) => MatchText).filter(name => NAME.test(name)),
  );
};

const diagnosticAt = (
  query: string,
  severity: Diagnostic['severity'],
  failure: HuntingFailure,
  span: Span,
): Diagnostic => {
  const suggestion = severity === 'error' && !checkSize(query) ? suggestionFor(query, span) : undefined;
  return {
    severity,
    message: failure.message,
    line: failure.line ?? 1,
    column: failure.column ?? 1,
    ...span,
    ...(suggestion !== undefined && { suggestion }),
  };
};

const fromService = (amended: AmendedText, { Severity, Message, Start, Length }: ServiceDiagnostic) => {
  const span = amended.originalSpan({ start: Start, length: Length });
  const failure = failureAt('semantic', Message, amended.original, span);
  return diagnosticAt(amended.original, SEVERITIES[Severity] ?? 'suggestion', failure, span);
};

const refusal = (query: string, failure: HuntingFailure): Diagnostic => {
  const start = offsetOf(query, failure);
  return diagnosticAt(query, 'error', failure, { start, length: failure.length ?? query.length - start });
};

/** A query that the service has nothing against may still need what the engine does not have. */
const refusalOf = (query: string): Diagnostic[] => {
  const compiled = compileQuery(query);
  return compiled.ok ? [] : [refusal(query, compiled.error)];
};

/** Everything that is to be said of a query: by the language, and by the engine where the language is content. */
export const diagnosticsOf = (query: string): Diagnostic[] => {
  const tooLarge = checkSize(query);
  if (tooLarge) return [refusal(query, tooLarge)];
  const { amended } = open(query);
  const code = service.KustoCode.ParseAndAnalyze(amended.text, globalsFor(aliasesIn(query)));
  const own = toArray(code.GetDiagnostics())
    .filter(diagnostic => !isHarmless(amended.text, diagnostic))
    .slice(0, MOST_DIAGNOSTICS)
    .map(diagnostic => fromService(amended, diagnostic));
  return own.some(({ severity }) => severity === 'error') ? own : [...own, ...refusalOf(query)];
};
