import type { HuntingAnswer } from '../../data/hunting.ts';
import { cellText } from './cell-text.ts';

/**
 * What spreadsheets take for a formula. The rows hold what attackers wrote, so such a text is marked as text (OWASP: CSV
 * injection). A negative number is none.
 */
const FORMULA = /^(?:[=+@\t\r]|-(?!\d+(?:\.\d+)?$))/;

const field = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** An answer as comma-separated values (RFC 4180), a line of names first. */
export const answerCsv = ({ schema, results }: HuntingAnswer): string =>
  [schema.map(({ name }) => name), ...results.map(row => schema.map(({ name }) => cellText(row[name])))]
    .map(line => line.map(field).join(','))
    .join('\r\n');
