import { type Html, html } from './html.ts';

/** Long enough for honest names, short enough that a page keeps its shape. */
const LONGEST_NAME = 80;
const LONGEST_TEXT = 600;

/**
 * Characters that move or hide the text around them: overrides, embeddings and isolates of the bidirectional algorithm.
 * One unmatched closing isolate would end the page's own isolation. The plain marks (U+200E, U+200F, U+061C) stay.
 */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Controls, line breaks and runs of white space; each becomes one space. */
const BLANKS = /[\s\p{Cc}\u2028\u2029]+/gu;

/** Marks piled on one letter paint over the lines above and below. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** `text` as one calm line of at most `limit` characters, with an ellipsis when something was cut. */
export const shorten = (text: string, limit: number): string => {
  // Cleaning costs time by length; four times the limit leaves enough to clean away.
  const clean = text
    .slice(0, limit * 4)
    .replace(DIRECTION_CONTROLS, '')
    .replace(BLANKS, ' ')
    .replace(PILED_MARKS, '$1')
    .trim()
    .toWellFormed();
  const characters = [...clean];
  const isCut = characters.length > limit || text.length > limit * 4;
  return isCut ? `${characters.slice(0, limit - 1).join('')}…` : clean;
};

/** Somebody else's name on our page: cut, cleaned, and kept from turning the words around it. */
export const displayName = (name: string): Html => html`<bdi>${shorten(name, LONGEST_NAME)}</bdi>`;

/** Somebody else's sentences on our page. */
export const displayText = (text: string): Html => html`<bdi>${shorten(text, LONGEST_TEXT)}</bdi>`;
