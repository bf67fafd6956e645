const TEXT_LITERAL = /@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const WHERE = /^\s*where\s/;
const EXTEND = /^\s*extend\s/;

/** What a query filters before it does anything else. */
export interface LeadingFilters {
  /** Which rows of the table pass, as one KQL expression. */
  readonly condition: string;
  /** Whether the query does nothing but filter and name values: each row stands for itself. */
  readonly isRowWise: boolean;
}

/** The query's parts between the bars that are no part of a text. */
const operatorsOf = (query: string): string[] => {
  const masked = query.replaceAll(TEXT_LITERAL, literal => '_'.repeat(literal.length));
  const bars = [...masked.matchAll(/\|/g)].map(({ index }) => index);
  return [...bars, query.length].map((end, index) => query.slice((bars[index - 1] ?? -1) + 1, end));
};

/** The filters that a query over one table begins with; `undefined` when it begins with anything else. */
export const leadingFilters = (query: string): LeadingFilters | undefined => {
  const [table = '', ...operators] = operatorsOf(query);
  const other = operators.findIndex(operator => !WHERE.test(operator));
  const filters = other < 0 ? operators : operators.slice(0, other);
  if (!/^\s*\w+\s*$/.test(table) || filters.length === 0) return undefined;
  return {
    condition: filters.map(filter => `(${filter.replace(WHERE, '').trim()}\n)`).join(' and '),
    isRowWise: operators.every(operator => WHERE.test(operator) || EXTEND.test(operator)),
  };
};
