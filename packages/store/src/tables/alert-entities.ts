import type { Generated } from 'kysely';

/** The entities that alerts name, so that alerts are found by them. */
export interface AlertEntitiesTable {
  tenant_id: Generated<string>;
  /** `file`, `ip`, `domain` or `user`. */
  kind: string;
  /** A SHA-1, an address in canonical form, a domain, or an account's name without its domain; in lower case. */
  name: string;
  alert_id: string;
}
