/** Why a query gave no answer. */
export type HuntingFailureKind =
  | 'syntax'
  | 'semantic'
  | 'unsupported'
  | 'timeout'
  | 'resources'
  | 'result-size'
  | 'unavailable';

/** A refusal or a broken run; `line` and `column` count from 1, `length` in UTF-16 units. */
export interface HuntingFailure {
  readonly kind: HuntingFailureKind;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
}

/** A stretch of the query's text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly length: number;
}

const positionOf = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
};

/** Where in the text a failure points; its beginning when it points nowhere. */
export const offsetOf = (
  text: string,
  { line = 1, column = 1 }: Pick<HuntingFailure, 'line' | 'column'>,
): number => {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)];
  const end = ends[line - 2];
  return (end ? end.index + end[0].length : 0) + column - 1;
};

/** A failure that points at a place in the query. */
export const failureAt = (
  kind: HuntingFailureKind,
  message: string,
  text: string,
  { start, length }: Span,
): HuntingFailure => ({ kind, message, ...positionOf(text, start), length });

/** The service's words for an answer that is too large (reference: defender-endpoint-core, section 9). */
export const SIZE_EXCEEDED =
  'Query execution has exceeded the allowed result size. Optimize your query by limiting the number of results and try again';
