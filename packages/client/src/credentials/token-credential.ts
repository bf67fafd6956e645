/** What every credential is, those of `@azure/identity` included: given again here for those who do not have the package. */
export type { AccessToken, GetTokenOptions, TokenCredential } from '@azure/core-auth';
