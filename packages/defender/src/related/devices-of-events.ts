import { textOf } from '@vakt/contract/event-row';
import { ok, type Result } from '@vakt/contract/result';
import type { Call } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { askLake } from '../lake/ask-lake.ts';

/**
 * The ids of the devices in events, at most so many, the latest first.
 *
 * @param events KQL of Vakt's own that gives `Timestamp` and `DeviceId`.
 */
export const findDevicesOfEvents = async (
  call: Call,
  events: string,
  most: number,
): Promise<Result<string[], ApiFailure>> => {
  const found = await askLake(
    call,
    `${events} | summarize Last = max(Timestamp) by DeviceId | top ${most} by Last | project DeviceId`,
    most,
  );
  return found.ok ? ok(found.value.flatMap(row => textOf(row, 'DeviceId') ?? [])) : found;
};
