/** What the manual writes and the language service does not read, in words that it reads. */
import type { AmendedText } from './amended-text.ts';
import { BoundNode } from './bound-node.ts';
import { service } from './language-service.ts';
import { globalsFor } from './schema.ts';
import { codeOf } from './size.ts';

/** Words to bind instead of a stretch of the text, which becomes a comment: it must be of one line. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** From the last to the first: an insertion moves what stands behind it. */
const replaced = (amended: AmendedText, replacements: readonly Replacement[]): AmendedText =>
  replacements
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end, text: words }) => text.insertedAt(end, '\n').insertedAt(start, `${words} //`),
      amended,
    );

/** `find … project a, pack_all()`: the service knows `pack(*)` (manual: find operator). */
const packsInFind = (amended: AmendedText): AmendedText => {
  const found = codeOf(amended.text).matchAll(/\bfind\b[^|;]*?\bproject\b[^|;]*?\b(pack_all *\( *\))/g);
  return replaced(
    amended,
    [...found].map(({ 0: whole, 1: call = '', index }) => {
      const end = index + whole.length;
      return { start: end - call.length, end, text: 'pack(*)' };
    }),
  );
};

const viewsIn = (root: BoundNode): string[] =>
  root.list('Statements').flatMap(statement => {
    const isView = statement.child('Expression')?.child('ViewKeyword') !== undefined;
    return isView ? [statement.child('Name')?.simpleName ?? ''] : [];
  });

/** The items of the lists of tables in which a wildcard may stand, and whether a name that no table has is left out. */
const listedIn = (node: BoundNode): { readonly item: BoundNode; readonly isFuzzy: boolean }[] => {
  const isFuzzy = node.list('Parameters').some(({ text }) => /^isfuzzy\s*=\s*true$/.test(text));
  const items =
    node.kind === 'UnionOperator'
      ? node.list('Expressions')
      : (node.child('InClause')?.list('Expressions') ?? []);
  return [...items.map(item => ({ item, isFuzzy })), ...node.children.flatMap(listedIn)];
};

const matches = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '\\w*')}$`).test(name);

/** A wildcard that stands for views: their names; in a fuzzy union one that stands for nothing: a name that nothing has. */
const wildcardsOfViews = (amended: AmendedText): AmendedText => {
  if (!/\w\*|\*\w/.test(amended.text) || !/\bview\b|\bisfuzzy\b/.test(amended.text)) return amended;
  const { Syntax } = service.KustoCode.ParseAndAnalyze(amended.text, globalsFor(new Set()));
  const root = new BoundNode(Syntax);
  const views = viewsIn(root);
  const found = listedIn(root).flatMap(({ item, isFuzzy }): Replacement[] => {
    const pattern = item.text;
    if (!/^\w*\*[\w*]*$/.test(pattern) || pattern === '*') return [];
    const names = views.filter(name => matches(pattern, name));
    const isTable = item.tables.length > 0 || item.reference?.kind === 'table';
    if (names.length === 0 && (isTable || !isFuzzy)) return [];
    const known = names.length > 0 ? names : [pattern.replaceAll('*', '_')];
    const all = isTable ? [...known, pattern] : known;
    return [{ start: item.start, end: item.start + item.length, text: all.join(', ') }];
  });
  return replaced(amended, found);
};

/** The text in words that the service reads. */
export const readable = (amended: AmendedText): AmendedText => wildcardsOfViews(packsInFind(amended));
