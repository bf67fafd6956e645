import type { HuntingFunction } from '@vakt/contract/schemas/hunting-function';
import type { StoredHuntingFunction } from '@vakt/store/hunting-functions';

/** A stored function as it is answered. */
export const functionJson = (stored: StoredHuntingFunction): HuntingFunction => ({
  name: stored.name,
  description: stored.description,
  parameters: stored.parameters,
  body: stored.body,
  createdBy: stored.created_by,
  createdDateTime: stored.created_at.toISOString(),
  lastModifiedBy: stored.modified_by,
  lastModifiedDateTime: stored.modified_at.toISOString(),
});
