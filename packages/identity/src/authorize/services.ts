import type { SecondFactors } from '../accounts/second-factor.ts';
import type { GrantServices } from '../grants/grant.ts';
import type { Interactions } from '../sign-in/interaction.ts';

/** What the pages for people stand on. */
export interface AuthorizeServices extends GrantServices {
  readonly interactions: Interactions;
  readonly secondFactors: SecondFactors;
}
