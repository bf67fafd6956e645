import { textOf } from '@vakt/contract/event-row';
import { ok, type Result } from '@vakt/contract/result';
import { formatTicks, nowTicks, type Ticks } from '@vakt/contract/ticks';
import { stringLiteral } from '@vakt/hunting/string-literal';
import { type Device, findDevices } from '@vakt/store/devices';
import type { Call } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { askLake } from '../lake/ask-lake.ts';

/** As many as a page of machines has (reference: defender-endpoint-core, section 1.5). */
const MOST_MACHINES = 10_000;

/**
 * Devices whose events say that they had the address: an own end of a connection with it (IPv4 may be written as IPv6), or
 * an adapter whose list of addresses, JSON text, has it in quotes.
 */
const query = (address: string, from: Ticks, to: Ticks): string => {
  const isInTime = `Timestamp between (datetime(${formatTicks(from)}) .. datetime(${formatTicks(to)}))`;
  return `union
    (DeviceNetworkEvents | where ${isInTime}
      and LocalIP in~ (${stringLiteral(address)}, ${stringLiteral(`::ffff:${address}`)}) | project DeviceId),
    (DeviceNetworkInfo | where ${isInTime} and IPAddresses contains ${stringLiteral(`"${address}"`)} | project DeviceId)
    | distinct DeviceId | take ${MOST_MACHINES}`;
};

/** The machines that had the address between the two times, the one heard of last first. */
export const findMachinesWithAddress = async (
  call: Call,
  address: string,
  from: Ticks,
  to: Ticks,
): Promise<Result<readonly Device[], ApiFailure>> => {
  const found = await askLake(call, query(address, from, to), MOST_MACHINES);
  if (!found.ok) return found;
  const deviceIds = found.value.flatMap(row => textOf(row, 'DeviceId') ?? []);
  const devices = await findDevices(call.db, deviceIds, nowTicks(call.clock));
  return ok(
    [...devices.values()].toSorted((one, other) => Number(other.last_seen_ticks - one.last_seen_ticks)),
  );
};
