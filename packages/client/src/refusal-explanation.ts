import { EXPLANATION_HEADER, isStep } from '@vakt/contract/refusal';
import type { RefusalExplanation } from './errors.ts';

/** A member of a dictionary of structured fields: a token or a quoted string (RFC 9651, section 3.2). */
const MEMBER = /([a-z]+)=(?:"([^"]*)"|(\w+))/g;

/** A link that helps (RFC 8288). */
const HELP = /<([^<>]*)>; rel="help"/;

/** Reads what a reply's headers say of a refusal; `undefined` when they say nothing of the kind. */
export const readExplanation = (
  header: (name: string) => string | undefined,
): RefusalExplanation | undefined => {
  const text = header(EXPLANATION_HEADER) ?? '';
  const members = new Map(
    [...text.matchAll(MEMBER)].map(([, name = '', quoted, token]) => [name, quoted ?? token]),
  );
  const step = members.get('step');
  if (!isStep(step)) return undefined;
  return {
    step,
    missing: members.get('missing'),
    remedy: members.get('remedy'),
    command: members.get('command'),
    more: members.get('more'),
    page: HELP.exec(header('link') ?? '')?.[1],
  };
};
