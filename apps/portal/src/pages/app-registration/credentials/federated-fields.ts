/** What a person says of a workload elsewhere. */
export interface FederatedFields {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export type FederatedFault = 'missing' | 'too-long' | 'no-name' | 'no-issuer';

/** Limits of Microsoft Graph's federatedIdentityCredential. */
export const LONGEST_FEDERATED_TEXT = 600;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;

/** What most issuers are asked for ("Workload identity federation concepts"). */
export const RECOMMENDED_AUDIENCE = 'api://AzureADTokenExchange';

const isIssuer = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'https:' && !/[?#\s]/.test(text);

const textFault = (text: string): FederatedFault | undefined => {
  if (text.trim() === '') return 'missing';
  return text.length > LONGEST_FEDERATED_TEXT ? 'too-long' : undefined;
};

/** What is wrong with each field; nothing when all are right. */
export const federatedFaults = ({
  name,
  issuer,
  subject,
  audience,
}: FederatedFields): Readonly<Partial<Record<keyof FederatedFields, FederatedFault>>> => {
  const faults = {
    name: textFault(name) ?? (NAME.test(name) ? undefined : 'no-name'),
    issuer: textFault(issuer) ?? (isIssuer(issuer) ? undefined : 'no-issuer'),
    subject: textFault(subject),
    audience: textFault(audience),
  } as const;
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault));
};
