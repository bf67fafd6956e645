import { quotedString } from '@vakt/contract/quoted-string';
import { type Advice, EXPLANATION_HEADER } from '@vakt/contract/refusal';

/** Longer headers meet the limits of proxies; the whole text is kept under the correlation id. */
const LONGEST_VALUE = 500;

const field = (name: string, value: string): string =>
  `${name}=${quotedString(value.slice(0, LONGEST_VALUE))}`;

/**
 * The advice as headers, which no client trips over: error bodies are read strictly by some, headers by name by all. One is a
 * dictionary of structured fields (RFC 9651), the other leads to the page that helps (RFC 8288).
 *
 * @param id the correlation id.
 */
export const explanationHeaders = (
  { step, missing, remedies, commands = [], page }: Advice,
  origin: string,
  id: string,
): Readonly<Record<string, string>> => ({
  [EXPLANATION_HEADER]: [
    `step=${step}`,
    ...(missing === undefined ? [] : [field('missing', missing)]),
    field('remedy', remedies[0] ?? ''),
    ...(commands.length > 0 ? [field('command', commands.join(' && '))] : []),
    field('more', `vakt explain ${id}`),
  ].join(', '),
  ...(page !== undefined && { link: `<${origin}${page}>; rel="help"` }),
});
