/**
 * The one module that touches Microsoft's language service. It is compiled from C# for the browser: two scripts that
 * define globals and export nothing, loaded here for their side effects. Its own typings are a 34,000-line ambient file
 * in which everything may be null; the few members used are typed below and kept from the rest of the engine by
 * `bound-node.ts` and `bind.ts`. Constructor numbers (`$ctor1`) may change between releases, so the version is pinned.
 */
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

/** A .NET list. */
export interface NetList<Item> {
  readonly Count: number;
  getItem(index: number): Item;
}

/** A symbol: what a name refers to. `Columns` exists on tables and tuples. */
export interface ServiceSymbol {
  readonly Name: string;
  readonly Type?: ServiceSymbol | null;
  readonly Columns?: NetList<ServiceSymbol> | null;
  readonly IsOpen?: boolean;
  /** What a wildcard stands for. */
  readonly Members?: NetList<ServiceSymbol> | null;
}

/** A node or token of the bound tree. */
export interface ServiceNode {
  readonly Kind: number;
  readonly TextStart: number;
  readonly End: number;
  readonly ChildCount: number;
  readonly NameInParent: string | null;
  readonly ResultType?: ServiceSymbol | null;
  readonly ReferencedSymbol?: ServiceSymbol | null;
  readonly LiteralValue?: unknown;
  readonly ConstantValue?: unknown;
  readonly SimpleName?: string;
  /** A token's own text. */
  readonly Text?: string;
  /** The text without white space and comments between tokens. */
  ToString(): string;
  GetChild(index: number): ServiceNode | null;
  GetCalledFunctionBody?(): ServiceNode | null;
}

export interface ServiceDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Start: number;
  readonly Length: number;
  readonly Message: string;
}

export interface ServiceCode {
  readonly Syntax: ServiceNode;
  GetDiagnostics(): NetList<ServiceDiagnostic>;
  GetSyntaxDiagnostics(): NetList<ServiceDiagnostic>;
}

/** What may be typed at a place. `MatchText` is what the letters typed so far are compared with. */
export interface ServiceCompletion {
  readonly Kind: number;
  readonly DisplayText: string;
  readonly BeforeText: string;
  readonly AfterText: string | null;
  readonly MatchText: string;
}

export interface ServiceCompletions {
  readonly EditStart: number;
  readonly EditLength: number;
  readonly Items: NetList<ServiceCompletion>;
}

/** What an editor asks of a text. */
export interface ServiceEditor {
  GetCompletionItems(position: number): ServiceCompletions;
  GetQuickInfo(position: number): { readonly Text: string | null };
}

/** The names that a query can refer to; immutable. */
export interface ServiceGlobals {
  WithDatabase(database: ServiceSymbol): ServiceGlobals;
}

interface TableSymbol extends ServiceSymbol {
  WithName(name: string): TableSymbol;
}

interface Service {
  readonly Symbols: {
    readonly TableSymbol: { From(schema: string): TableSymbol };
    readonly DatabaseSymbol: {
      readonly $ctor1: new (
        name: string,
        members: readonly ServiceSymbol[],
        isOpen: boolean,
      ) => ServiceSymbol;
    };
  };
  readonly GlobalState: { readonly Default: ServiceGlobals };
  readonly Binding: {
    readonly Binder: {
      GetExpressionResultName(node: ServiceNode, defaultName: string | null, row: null): string | null;
    };
  };
  readonly Functions: { readonly All: readonly ServiceSymbol[] };
  readonly Aggregates: { readonly All: readonly ServiceSymbol[] };
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: ServiceGlobals): ServiceCode };
  readonly Editor: {
    readonly KustoCodeService: {
      readonly $ctor1: new (text: string, globals: ServiceGlobals) => ServiceEditor;
    };
    readonly CompletionKind: Readonly<Record<string, unknown>>;
  };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
}

interface Bridge {
  getTypeName(value: object): string;
}

const globals = globalThis as unknown as { Kusto: { Language: Service }; Bridge: Bridge };

/** The service's own namespace. */
export const service = globals.Kusto.Language;

/** The names of a .NET enumeration's numbers. */
const namesOf = (enumeration: Readonly<Record<string, unknown>>): ReadonlyMap<number, string> =>
  new Map(
    Object.entries(enumeration).flatMap(([name, number]) =>
      typeof number === 'number' ? [[number, name] as const] : [],
    ),
  );

const kinds = namesOf(service.Syntax.SyntaxKind);
const completionKinds = namesOf(service.Editor.CompletionKind);

/** The name of a node's kind, `FilterOperator`. */
export const kindName = (kind: number): string => kinds.get(kind) ?? `kind ${kind}`;

/** The name of a completion's kind, `Column`. */
export const completionKindName = (kind: number): string => completionKinds.get(kind) ?? 'Unknown';

/** The class of a symbol without its namespace, `ColumnSymbol`. */
export const symbolClass = (symbol: ServiceSymbol): string =>
  globals.Bridge.getTypeName(symbol).split('.').at(-1) ?? '';

/** A .NET list as an array. */
export const toArray = <Item>(list: NetList<Item> | null | undefined): Item[] =>
  list ? Array.from({ length: list.Count }, (_, index) => list.getItem(index)) : [];

/** The names of the language's functions, of aggregates, too. */
export const functionNames = (): readonly string[] =>
  [...service.Functions.All, ...service.Aggregates.All].map(({ Name }) => Name);
