import { HighlightStyle, StreamLanguage, type StringStream, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tokens } from '@fluentui/react-components';
import { tags } from '@lezer/highlight';

/** What stands behind a pipe, and the words around it (manual: tabular operators). */
const OPERATORS = new Set(
  (
    'as asc by case consume count datatable declare default desc distinct evaluate extend externaldata facet find from ' +
    'getschema graph-mark-components graph-match graph-shortest-paths graph-to-table hint in inner invoke join kind ' +
    'leftanti leftouter leftsemi let limit lookup make-graph make-series materialize mv-apply mv-expand nulls on order ' +
    'parse parse-kv parse-where partition print project project-away project-keep project-rename project-reorder range ' +
    'reduce render sample sample-distinct scan search serialize set sort step summarize take to top top-hitters ' +
    'top-nested toscalar typeof union view where with'
  ).split(' '),
);

/** Operators that are words. */
const COMPARISONS =
  /^!?(?:and|between|contains(?:_cs)?|endswith(?:_cs)?|has(?:_all|_any|_cs|prefix(?:_cs)?|suffix(?:_cs)?)?|in~?|matches|not|or|regex|startswith(?:_cs)?)(?![\w-])/;

const NUMBERS = /^\d[\w.]*/;
const NAMES = /^[A-Za-z_$][\w$]*(?:-[a-z]+(?![\w(]))*/;
const TEXTS = /^[hH]?(?:@"(?:[^"]|"")*"?|@'(?:[^']|'')*'?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)/;

const nameKind = (stream: StringStream): string | null => {
  const word = stream.current();
  // Both are operators, too: `| count`, `range x from`.
  if (/^(?:count|range)$/.test(word) && stream.match('(', false)) return 'function';
  if (OPERATORS.has(word)) return 'keyword';
  if (/^(?:true|false|null)$/.test(word)) return 'atom';
  return stream.match(/^\s*\(/, false) ? 'function' : null;
};

const language = StreamLanguage.define({
  name: 'kusto',
  token: stream => {
    if (stream.match(/^\/\/.*/)) return 'comment';
    if (stream.match(TEXTS)) return 'string';
    if (stream.match(COMPARISONS)) return 'operatorKeyword';
    if (stream.match(NUMBERS)) return 'number';
    if (stream.match(NAMES)) return nameKind(stream);
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"', "'"] } },
  tokenTable: { function: tags.function(tags.variableName) },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: tokens.colorBrandForeground1, fontWeight: '600' },
  { tag: tags.function(tags.variableName), color: tokens.colorPaletteBerryForeground1 },
  { tag: tags.string, color: tokens.colorStatusSuccessForeground1 },
  { tag: [tags.number, tags.atom], color: tokens.colorStatusWarningForeground1 },
  { tag: tags.comment, color: tokens.colorNeutralForeground3, fontStyle: 'italic' },
]);

/** The colours of the language's words. They say nothing of what is right: diagnostics do. */
export const kqlColours: Extension = [language, syntaxHighlighting(colours)];
