import { type KustoType, parseKustoType } from '../kusto-type.ts';
import {
  kindName,
  type ServiceNode,
  type ServiceSymbol,
  service,
  symbolClass,
  toArray,
} from './language-service.ts';

/** A column as the binder names and types it. */
export interface BoundColumn {
  readonly name: string;
  /** The binder's type name; `unknown` where it depends on data. */
  readonly type: string;
}

/** What a name refers to. */
export interface Reference {
  readonly kind: 'column' | 'table' | 'variable' | 'function' | 'other';
  readonly name: string;
}

const REFERENCE_KINDS: Readonly<Record<string, Reference['kind']>> = {
  ColumnSymbol: 'column',
  TableSymbol: 'table',
  VariableSymbol: 'variable',
  ParameterSymbol: 'variable',
  FunctionSymbol: 'function',
};

const columnsOf = (symbol: ServiceSymbol): BoundColumn[] =>
  toArray(symbol.Columns).map(({ Name, Type }) => ({ name: Name, type: Type?.Name ?? 'unknown' }));

/** A node of the bound tree, with the few things that lowering asks for. */
export class BoundNode {
  readonly kind: string;
  readonly #node: ServiceNode;

  constructor(node: ServiceNode) {
    this.#node = node;
    this.kind = kindName(node.Kind);
  }

  get start(): number {
    return this.#node.TextStart;
  }

  get length(): number {
    return Math.max(0, this.#node.End - this.#node.TextStart);
  }

  /** The node's text, without white space and comments between its tokens. */
  get text(): string {
    return this.#onlyToken?.Text ?? this.#node.ToString();
  }

  /** The name that a column made from this expression gets when none is given, if it suggests one. */
  get resultName(): string | undefined {
    return service.Binding.Binder.GetExpressionResultName(this.#node, null, null) ?? undefined;
  }

  /** The scalar type, `undefined` for tables, tuples and types outside this engine. */
  get type(): KustoType | undefined {
    return parseKustoType(this.typeName);
  }

  /** The binder's name for the type of the expression. */
  get typeName(): string {
    const type = this.#node.ResultType;
    return !type || this.columns ? '' : type.Name;
  }

  /** The columns of a tabular or tuple-valued node. */
  get columns(): BoundColumn[] | undefined {
    const type = this.#node.ResultType;
    return type?.Columns ? columnsOf(type) : undefined;
  }

  /** The tables that a name with a wildcard stands for. */
  get tables(): { readonly name: string; readonly columns: readonly BoundColumn[] }[] {
    const members = toArray(this.#node.ResultType?.Members);
    return members
      .filter(member => symbolClass(member) === 'TableSymbol')
      .map(member => ({ name: member.Name, columns: columnsOf(member) }));
  }

  /** Whether the columns depend on the data. */
  get isOpen(): boolean {
    return this.#node.ResultType?.IsOpen === true;
  }

  /** Whether the node is a table. */
  get isTabular(): boolean {
    const type = this.#node.ResultType;
    return !!type && symbolClass(type) === 'TableSymbol';
  }

  get reference(): Reference | undefined {
    const symbol = this.#node.ReferencedSymbol;
    if (!symbol) return undefined;
    return { kind: REFERENCE_KINDS[symbolClass(symbol)] ?? 'other', name: symbol.Name };
  }

  /** The decoded value of a string literal. */
  get stringValue(): string | undefined {
    const value = this.#node.LiteralValue ?? this.#node.ConstantValue;
    return typeof value === 'string' ? value : undefined;
  }

  /** The name that a name node spells, brackets and quotes removed. */
  get simpleName(): string {
    return this.#node.SimpleName ?? this.text;
  }

  /** Direct children in the order of the text; elements of separated lists stand for themselves. */
  get children(): BoundNode[] {
    return this.#rawChildren().map(node => this.#wrap(node));
  }

  /** The child in the role `name`, when it is there. */
  child(name: string): BoundNode | undefined {
    const found = this.#rawChildren().find(node => node.NameInParent === name && node.End > node.TextStart);
    return found && this.#wrap(found);
  }

  /** The elements of the list in the role `name`; none when it is missing. */
  list(name: string): BoundNode[] {
    const list = this.#rawChildren().find(node => node.NameInParent === name);
    return list ? this.#wrap(list).children : [];
  }

  /** The bound body of the function that a call invokes, with its parameters as variables. */
  calledBody(): BoundNode | undefined {
    const body = this.#node.GetCalledFunctionBody?.();
    return body ? new BoundNode(body) : undefined;
  }

  /**
   * The one token of a literal or a name. The service finds a node's tokens from the beginning of the query: over a list of
   * ten thousand literals that takes seconds.
   */
  get #onlyToken(): ServiceNode | undefined {
    let node: ServiceNode | null = this.#node;
    while (node?.ChildCount === 1) node = node.GetChild(0);
    return node?.ChildCount === 0 ? node : undefined;
  }

  #wrap(node: ServiceNode): BoundNode {
    return new BoundNode(node);
  }

  #rawChildren(): ServiceNode[] {
    const nodes = Array.from({ length: this.#node.ChildCount }, (_, index) => this.#node.GetChild(index));
    return nodes.flatMap(node => {
      if (!node) return [];
      if (kindName(node.Kind) !== 'SeparatedElement') return [node];
      const element = node.GetChild(0);
      return element ? [element] : [];
    });
  }
}
