import { autocompletion, type Completion, type CompletionSource } from '@codemirror/autocomplete';
import { type Diagnostic, type LintSource, linter } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type {
  Completion as OfferedCompletion,
  Diagnostic as Remark,
} from '@vakt/contract/hunting/query-editor';
import type { QueryService } from './query-service.ts';

/** The service's kinds as the editor's icons know them. */
const ICONS: Readonly<Record<string, string>> = {
  Column: 'property',
  Table: 'class',
  BuiltInFunction: 'function',
  DatabaseFunction: 'function',
  LocalFunction: 'function',
  AggregateFunction: 'function',
  Variable: 'variable',
  Parameter: 'variable',
  ScalarType: 'type',
};

const completionOf = ({ label, text, after, kind }: OfferedCompletion): Completion => ({
  label,
  type: ICONS[kind] ?? 'keyword',
  apply: (view, _, from, to) =>
    view.dispatch({
      changes: { from, to, insert: text + after },
      selection: { anchor: from + text.length },
      userEvent: 'input.complete',
    }),
});

/** Where a person who typed this is offered something without asking. */
const TYPED = /[\w$]+$|[|.(]\s?$/;

const completionsFrom =
  (service: QueryService): CompletionSource =>
  async context => {
    if (!context.explicit && !context.matchBefore(TYPED)) return null;
    const offered = await service.completions(context.state.doc.toString(), context.pos);
    if (!offered || context.aborted) return null;
    return {
      from: offered.replaces.start,
      options: offered.items.map(completionOf),
      validFor: /^[\w$-]*$/,
    };
  };

const SEVERITIES = { error: 'error', warning: 'warning', suggestion: 'info' } as const;

/** @param nameFix the button's words for a name that was probably meant. */
const markOf = (
  { start, length, severity, message, suggestion }: Remark,
  textLength: number,
  nameFix: (name: string) => string,
): Diagnostic => ({
  from: Math.min(start, textLength),
  to: Math.min(start + length, textLength),
  severity: SEVERITIES[severity],
  message,
  ...(suggestion !== undefined && {
    actions: [
      {
        name: nameFix(suggestion),
        apply: (view, from, to) => view.dispatch({ changes: { from, to, insert: suggestion } }),
      },
    ],
  }),
});

const marksFrom =
  (service: QueryService, nameFix: (name: string) => string): LintSource =>
  async ({ state: { doc } }) =>
    doc.toString().trim() === ''
      ? []
      : (await service.diagnostics(doc.toString())).map(remark => markOf(remark, doc.length, nameFix));

const descriptionsFrom = (service: QueryService): Extension =>
  hoverTooltip(async (view, pos) => {
    const description = await service.description(view.state.doc.toString(), pos);
    if (description === undefined) return null;
    const dom = document.createElement('div');
    dom.textContent = description;
    return { pos, above: true, create: () => ({ dom }) };
  });

/** Milliseconds without a key before a text is checked. */
const PAUSE = 400;

/** Completions, remarks and descriptions while a query is written. */
export const queryHelp = (service: QueryService, nameFix: (name: string) => string): Extension => [
  autocompletion({ override: [completionsFrom(service)], maxRenderedOptions: 100 }),
  linter(marksFrom(service, nameFix), { delay: PAUSE }),
  descriptionsFrom(service),
];
