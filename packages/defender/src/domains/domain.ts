import { canonicalDomain } from '@vakt/contract/indicator-value';
import { fail, ok, type Result } from '@vakt/contract/result';
import { stringLiteral } from '@vakt/hunting/string-literal';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** Reads a domain's canonical name. */
export const readDomain = (text: string): Result<string, ApiFailure> => {
  const domain = canonicalDomain(text.trim());
  return domain === undefined
    ? fail(apiFailure('InvalidDomainName', `Domain name ${text.slice(0, 100)} is invalid`))
    : ok(domain);
};

/** A host at the beginning of a URL, with or without its scheme; the dots of the name are only dots. */
const asHost = (domain: string): string =>
  `(?i)^(?:[a-z]+://)?${domain.replaceAll('.', '\\.')}\\.?(?:[:/?#]|$)`;

/** KQL for the connections to a domain. The term comes first: it has an index, the pattern has none. */
export const connectionsToDomain = (domain: string): string =>
  `DeviceNetworkEvents | where RemoteUrl has ${stringLiteral(domain)}
    and RemoteUrl matches regex ${stringLiteral(asHost(domain))}
  | project Timestamp, DeviceId`;
