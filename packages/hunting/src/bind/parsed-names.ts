import type { AmendedText } from './amended-text.ts';
import { BoundNode } from './bound-node.ts';
import { service } from './language-service.ts';
import { globalsFor } from './schema.ts';

const PARSERS: ReadonlySet<string> = new Set(['ParseOperator', 'ParseWhereOperator', 'ParseKvOperator']);

/** A name that no column has, for a new column while the old one is there. */
const PREFIX = '__parsed_';

/** The name that the query says. */
export const parsedName = (name: string): string =>
  name.startsWith(PREFIX) ? name.slice(PREFIX.length) : name;

interface Place {
  readonly offset: number;
  readonly text: string;
}

/** The names of the columns that an operator makes. */
const namesIn = (node: BoundNode): BoundNode[] =>
  node.kind === 'NameDeclaration' ? [node] : node.children.flatMap(namesIn);

/** What gives the columns of one operator that have names of its input's columns those columns' places. */
const renaming = (operator: BoundNode, input: BoundNode): Place[] => {
  const taken = new Set(input.columns?.map(({ name }) => name));
  const names = namesIn(operator).filter(
    ({ text, simpleName }) => text === simpleName && taken.has(simpleName),
  );
  if (names.length === 0) return [];
  const texts = names.map(({ simpleName }) => simpleName);
  const assigned = texts.map(name => `${name} = ${PREFIX}${name}`).join(', ');
  const away = texts.map(name => `${PREFIX}${name}`).join(', ');
  const behind = {
    offset: operator.start + operator.length,
    text: ` | extend ${assigned} | project-away ${away}`,
  };
  return [behind, ...names.map(({ start }) => ({ offset: start, text: PREFIX }))];
};

const renamings = (node: BoundNode): Place[] => {
  const [source] = node.kind === 'PipeExpression' ? node.children : [];
  const parsers = source ? node.children.filter(({ kind }) => PARSERS.has(kind)) : [];
  const own = parsers.flatMap(parser => (source ? renaming(parser, source) : []));
  return [...own, ...node.children.flatMap(renamings)];
};

/**
 * `parse`, `parse-where` and `parse-kv` write over columns of the same names, as `extend` does; the service keeps the old
 * ones and gives the new ones other names, under which operators behind look for them.
 */
export const withParsedNames = (amended: AmendedText): AmendedText => {
  if (!/\|\s*parse\b/.test(amended.text)) return amended;
  const { Syntax } = service.KustoCode.ParseAndAnalyze(amended.text, globalsFor(new Set()));
  // The last first: an insertion moves what stands behind it.
  return renamings(new BoundNode(Syntax))
    .toSorted((one, other) => other.offset - one.offset)
    .reduce((text, { offset, text: added }) => text.insertedAt(offset, added), amended);
};
