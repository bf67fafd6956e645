import { isDomainName, isServiceDomain } from '@vakt/contract/domain-name';
import { isLocalPart } from '@vakt/contract/local-part';
import type { Plan } from '@vakt/contract/plan';
import type { NewTenant } from '../../data/tenants.ts';

/** What the form holds. */
export interface TenantDraft {
  readonly displayName: string;
  readonly domain: string;
  readonly plan: Plan;
  readonly administratorName: string;
  /** What stands before the @ of the administrator's user name. */
  readonly localPart: string;
  readonly operatorToken: string;
}

export const EMPTY_DRAFT: TenantDraft = {
  displayName: '',
  domain: '',
  plan: 'XDR',
  administratorName: '',
  localPart: 'admin',
  operatorToken: '',
};

/** The longest name that the server takes. */
export const LONGEST_NAME = 256;

export type NameFault = 'missing' | 'too-long';
export type DomainFault = 'missing' | 'not-a-domain' | 'of-the-service';

/** What is wrong, field by field. */
export interface DraftFaults {
  readonly displayName: NameFault | undefined;
  readonly domain: DomainFault | undefined;
  readonly administratorName: NameFault | undefined;
  readonly localPart: 'missing' | 'not-a-local-part' | undefined;
  readonly operatorToken: 'missing' | 'not-a-token' | undefined;
}

const domainOf = ({ domain }: TenantDraft): string => domain.trim().toLowerCase();

const nameFault = (name: string): NameFault | undefined => {
  if (name.trim() === '') return 'missing';
  return name.trim().length > LONGEST_NAME ? 'too-long' : undefined;
};

const domainFault = (domain: string): DomainFault | undefined => {
  if (domain === '') return 'missing';
  if (!isDomainName(domain)) return 'not-a-domain';
  return isServiceDomain(domain) ? 'of-the-service' : undefined;
};

const localPartFault = (localPart: string): DraftFaults['localPart'] => {
  if (localPart === '') return 'missing';
  return isLocalPart(localPart) ? undefined : 'not-a-local-part';
};

const operatorTokenFault = (token: string): DraftFaults['operatorToken'] => {
  if (token === '') return 'missing';
  return /^[\w.~+/=-]+$/.test(token) ? undefined : 'not-a-token';
};

/** @param asksOperator whether the operator's token is asked for. */
export const draftFaults = (draft: TenantDraft, asksOperator: boolean): DraftFaults => ({
  displayName: nameFault(draft.displayName),
  domain: domainFault(domainOf(draft)),
  administratorName: nameFault(draft.administratorName),
  localPart: localPartFault(draft.localPart.trim()),
  operatorToken: asksOperator ? operatorTokenFault(draft.operatorToken.trim()) : undefined,
});

export const isFaultless = (faults: DraftFaults): boolean =>
  Object.values(faults).every(fault => fault === undefined);

/** What is sent to create the tenant. */
export const toNewTenant = (draft: TenantDraft): NewTenant => ({
  displayName: draft.displayName.trim(),
  domain: domainOf(draft),
  plan: draft.plan,
  administrator: { localPart: draft.localPart.trim(), displayName: draft.administratorName.trim() },
});

/** The user name that the administrator will have; `undefined` until both halves are there. */
export const administratorOf = (draft: TenantDraft): string | undefined =>
  draft.localPart.trim() && domainOf(draft) ? `${draft.localPart.trim()}@${domainOf(draft)}` : undefined;
