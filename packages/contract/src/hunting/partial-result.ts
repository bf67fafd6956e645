/**
 * The header of a hunting answer that holds as many rows as a query may have and not all that it found, a dictionary of
 * structured fields (RFC 9651): `rows=100000`. The service itself leaves such rows out without a word.
 */
export const PARTIAL_RESULT_HEADER = 'vakt-partial-result';
