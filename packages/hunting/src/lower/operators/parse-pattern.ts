import type { BoundNode } from '../../bind/bound-node.ts';
import type { KustoType } from '../../kusto-type.ts';
import { captureGroups, quoteRegex, translateRegex } from '../../value/regex.ts';
import { meaningless, unsupported } from '../refusal.ts';
import { writtenType } from '../scalar-type.ts';
import { operatorParameter } from './parameters.ts';

/** How a pattern reads its texts: as they are, as they are with types that may fail, or as regular expressions. */
type ParseMode = 'simple' | 'relaxed' | 'regex';

/** A column that a pattern fills. */
export interface Capture {
  readonly name: string;
  readonly type: KustoType;
  /** The number of its group in the pattern. */
  readonly group: number;
}

/** The pattern of `parse` as one regular expression. */
export interface ParsePattern {
  readonly mode: ParseMode;
  readonly regex: string;
  readonly captures: readonly Capture[];
}

type Piece =
  | { readonly kind: 'skip' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'column'; readonly name: string; readonly type: KustoType };

const pieceOf = (node: BoundNode): Piece => {
  if (node.kind === 'StarExpression') return { kind: 'skip' };
  const text = node.stringValue;
  if (text !== undefined) return { kind: 'text', text };
  const name = node.kind === 'NameAndTypeDeclaration' ? node.child('Name') : node;
  const type = node.child('Type');
  if (!name) throw unsupported('A pattern of this form', node);
  return { kind: 'column', name: name.simpleName, type: type ? writtenType(type) : 'string' };
};

/** What values of a type look like where no text says where they end. */
const SHAPES: Readonly<Partial<Record<KustoType, string>>> = {
  int: '\\s*[-+]?[0-9]+',
  long: '\\s*[-+]?[0-9]+',
  real: '\\s*[-+]?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?',
  bool: '\\s*(?:[tT][rR][uU][eE]|[fF][aA][lL][sS][eE])',
  guid: '\\s*[0-9a-fA-F-]+',
  timespan: '\\s*[-0-9.:]+',
  datetime: '\\s*[-0-9/.:TZ ]+',
};

const columnPattern = (type: KustoType, next: Piece | undefined, mode: ParseMode): string => {
  const shape = SHAPES[type];
  if (mode === 'regex') return shape ? `(${shape})` : '(.*)';
  const isOpen = next === undefined || next.kind === 'skip';
  if (!shape) return next ? '(.*?)' : '(.*)';
  if (mode === 'relaxed') return isOpen ? `(${shape})?` : '(.*?)';
  const isNumber = type === 'int' || type === 'long' || type === 'real';
  return isOpen || isNumber ? `(${shape})` : '(.*?)';
};

const fragmentPattern = (text: string, node: BoundNode): string => {
  const translated = translateRegex(text);
  if ('unsupported' in translated) throw unsupported(translated.unsupported, node);
  return `(?:${text})`;
};

const modeOf = (node: BoundNode): ParseMode => {
  const kind = operatorParameter(node, 'kind') ?? 'simple';
  if (kind !== 'simple' && kind !== 'relaxed' && kind !== 'regex')
    throw meaningless(`parse has no kind '${kind}'.`, node);
  return kind;
};

const flagsOf = (node: BoundNode, mode: ParseMode, text: string | undefined): string => {
  if (mode !== 'regex') return '(?s)';
  if (text === undefined) return '';
  const flags = [...new Set(text)].join('');
  if (!/^[Uims]+$/.test(flags)) throw unsupported(`The flags '${text}' of parse`, node);
  return `(?${flags})`;
};

/** Reads the pattern of `parse` and its kin. Where it does not begin with `*` it begins where the text does. */
export const parsePattern = (node: BoundNode, flags: string | undefined): ParsePattern => {
  const mode = modeOf(node);
  const nodes = node.list('Patterns');
  const pieces = nodes.map(pieceOf);
  const captures: Capture[] = [];
  let groups = 0;
  // The flag U makes what takes little take much: what is skipped stays as little as can be.
  const skipped = mode === 'regex' && flags?.includes('U') ? '.*' : '.*?';
  const texts = pieces.map((piece, index) => {
    if (piece.kind === 'skip') return skipped;
    if (piece.kind === 'text') {
      if (mode === 'regex') groups += captureGroups(piece.text).length;
      return mode === 'regex' ? fragmentPattern(piece.text, nodes[index] ?? node) : quoteRegex(piece.text);
    }
    groups += 1;
    captures.push({ name: piece.name, type: piece.type, group: groups });
    return columnPattern(piece.type, pieces[index + 1], mode);
  });
  return { mode, regex: `${flagsOf(node, mode, flags)}\\A${texts.join('')}`, captures };
};
