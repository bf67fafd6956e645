const CLAUSE = /\s*\|\s*where\s/;
const TEXT_LITERAL = /@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** The condition of a query that is a table and filters only; `undefined` for any other query. */
export const conditionOf = (query: string): string | undefined => {
  const [table = '', ...clauses] = query.trim().split(CLAUSE);
  const operators = query.replaceAll(TEXT_LITERAL, '').split('|').length - 1;
  const isPlain = /^\w+$/.test(table) && clauses.length > 0 && clauses.length === operators;
  return isPlain ? clauses.map(clause => `(${clause.trim()}\n)`).join(' and ') : undefined;
};
