/** A place in a query, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const POSITION =
  /line\s*[:=]?\s*(?<line>\d+)\D{1,20}?(?:col(?:umn)?|pos(?:ition)?)\s*[:=]?\s*(?<column>\d+)/i;

/** Finds the place that an error message names. */
export const readPosition = (message: string): Position | undefined => {
  const found = POSITION.exec(message)?.groups;
  return found && { line: Number(found['line']), column: Number(found['column']) };
};

/** The line of the query with a mark under the place. */
export const pointAt = (query: string, { line, column }: Position): string[] => {
  const text = query.split(/\r?\n/)[line - 1];
  if (text === undefined) return [];
  // Tabs are kept, so that the mark stands where the terminal shows the letter.
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [text, `${indent}^`];
};
