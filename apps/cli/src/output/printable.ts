/** Control characters, C1 included, and the marks that turn the direction of text: a terminal would obey them. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const escape = (character: string): string => {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
};

/** Text from elsewhere, made safe to print on one line: an event's command line must not steer the reader's terminal. */
export const printable = (text: string): string => text.replace(UNSAFE, escape);
