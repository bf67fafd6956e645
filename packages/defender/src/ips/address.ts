import { canonicalAddress } from '@vakt/contract/indicator-value';
import { fail, ok, type Result } from '@vakt/contract/result';
import { stringLiteral } from '@vakt/hunting/string-literal';
import { type ApiFailure, apiFailure } from '../failure.ts';

/** Reads an address in its canonical form. */
export const readAddress = (text: string): Result<string, ApiFailure> => {
  const address = canonicalAddress(text.trim());
  return address === undefined
    ? fail(apiFailure('InvalidIpAddress', `IP address ${text.slice(0, 100)} is invalid`))
    : ok(address);
};

/** KQL for the connections that devices opened to an address; IPv4 may be written as IPv6. */
export const connectionsToAddress = (address: string): string =>
  `DeviceNetworkEvents | where RemoteIP in (${stringLiteral(address)}, ${stringLiteral(`::ffff:${address}`)})
    and ActionType != "InboundConnectionAccepted"
  | project Timestamp, DeviceId`;
