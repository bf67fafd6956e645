import { textOf } from '@vakt/contract/event-row';
import type { Hit } from './hit.ts';

const COLUMN_IN_BRACES = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g;
/** The longest value that is put into a text; command lines can be as long as a book. */
const LONGEST_VALUE = 256;

/** The columns that a text names as `{{Column}}` (reference: defender-xdr, section 11.3). */
export const columnsIn = (template: string): string[] =>
  [...template.matchAll(COLUMN_IN_BRACES)].map(([, column = '']) => column);

/** Puts the values of a hit where the text names columns; a column without a value becomes nothing. */
export const fillIn = (template: string, hit: Hit): string =>
  template.replaceAll(COLUMN_IN_BRACES, (_, column: string) =>
    (textOf(hit, column) ?? '').slice(0, LONGEST_VALUE),
  );
