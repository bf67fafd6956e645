import { stringLiteral } from '../string-literal.ts';
import type { AmendedText } from './amended-text.ts';
import { type BoundColumn, BoundNode } from './bound-node.ts';
import { service } from './language-service.ts';
import { globalsFor } from './schema.ts';

/** A union and the rows that come to it by a pipe. */
interface Union {
  readonly node: BoundNode;
  readonly input: BoundNode | undefined;
}

/** Inner ones first. */
const unionsIn = (node: BoundNode, input?: BoundNode): Union[] => {
  const [source, operator] = node.children;
  const inside =
    node.kind === 'PipeExpression' && source && operator
      ? [...unionsIn(source), ...node.children.slice(1).flatMap(child => unionsIn(child, source))]
      : node.children.flatMap(child => unionsIn(child));
  return node.kind === 'UnionOperator' ? [...inside, { node, input }] : inside;
};

const parameter = (node: BoundNode, name: string): string | undefined =>
  node
    .list('Parameters')
    .find(item => item.child('Name')?.simpleName === name)
    ?.child('Expression')?.simpleName;

const isSame =
  ({ name, type }: BoundColumn) =>
  (other: BoundColumn): boolean =>
    other.name === name && other.type === type;

/** The columns that are in every branch; `undefined` where those of one are not known. */
const commonColumns = ({ node, input }: Union): readonly BoundColumn[] | undefined => {
  const branches = [...(input ? [input] : []), ...node.list('Expressions')];
  if (branches.some(branch => branch.isOpen || !branch.columns)) return undefined;
  return node.columns?.filter(column => branches.every(({ columns }) => columns?.some(isSame(column))));
};

const projection = (union: Union): string => {
  const common = commonColumns(union);
  if (!common || common.length === 0 || common.length === union.node.columns?.length) return '';
  const source = parameter(union.node, 'withsource') ?? parameter(union.node, 'with_source');
  const names = [...(source === undefined ? [] : [source]), ...common.map(({ name }) => name)];
  return ` | project ${names.map(name => `[${stringLiteral(name)}]`).join(', ')}`;
};

/** The unions of common columns, each behind those whose rows it has. */
const innerUnions = ({ text }: AmendedText): Union[] => {
  const { Syntax } = service.KustoCode.ParseAndAnalyze(text, globalsFor(new Set()));
  return unionsIn(new BoundNode(Syntax)).filter(({ node }) => parameter(node, 'kind') === 'inner');
};

/** The service gives `union kind=inner` the columns of all its branches; the language, those that all of them have. */
export const withCommonColumns = (given: AmendedText): AmendedText => {
  if (!/\bunion\b[^|;]*\bkind\s*=\s*inner\b/.test(given.text)) return given;
  let amended = given;
  for (let place = 0; ; place += 1) {
    const union = innerUnions(amended)[place];
    if (!union) return amended;
    amended = amended.insertedAt(union.node.start + union.node.length, projection(union));
  }
};
