import { createHash } from 'node:crypto';
import type { ConsentDecision } from './consent-decision.ts';

/**
 * What a consent page shows, as a digest that its form carries: the registration can change between page and answer, and
 * nobody agreed to what was not on the page.
 */
export const shownConsent = ({ permissions, mode }: Extract<ConsentDecision, { kind: 'ask' }>): string => {
  const ids = permissions.map(({ resource, permission: { id, kind } }) => `${resource.appId} ${kind} ${id}`);
  return createHash('sha256')
    .update(JSON.stringify([mode, ids.toSorted()]))
    .digest('base64url');
};
