/**
 * A text as a quoted string of a header (RFC 9110, section 5.6.4). Only plain ASCII may stand in a header: a typographic
 * apostrophe becomes a straight one, and quotes, line breaks and all other signs become spaces.
 */
export const quotedString = (text: string): string =>
  `"${text.replaceAll('’', "'").replaceAll(/[^\x20-\x7e]|["\\]/g, ' ')}"`;
