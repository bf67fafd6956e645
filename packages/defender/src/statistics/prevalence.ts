import { numberOf, textOf } from '@vakt/contract/event-row';
import { ok, type Result } from '@vakt/contract/result';
import type { Call } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { askLake } from '../lake/ask-lake.ts';
import { readLookBackHours } from './look-back.ts';

/** How many devices events came from, and when. Times are ISO 8601 text. */
export interface Prevalence {
  readonly devices: number;
  readonly first: string | null;
  readonly last: string | null;
}

/**
 * Counts the devices in events of the time that the caller asks for.
 *
 * @param events KQL of Vakt's own that gives `Timestamp` and `DeviceId`.
 */
export const findPrevalence = async (call: Call, events: string): Promise<Result<Prevalence, ApiFailure>> => {
  const hours = readLookBackHours(call.request.query);
  if (!hours.ok) return hours;
  const found = await askLake(
    call,
    `${events} | where Timestamp > ago(${hours.value}h)
    | summarize Devices = dcount(DeviceId), First = min(Timestamp), Last = max(Timestamp)`,
    1,
  );
  if (!found.ok) return found;
  const [row] = found.value;
  const devices = (row && numberOf(row, 'Devices')) ?? 0;
  if (!row || devices === 0) return ok({ devices: 0, first: null, last: null });
  return ok({ devices, first: textOf(row, 'First') ?? null, last: textOf(row, 'Last') ?? null });
};

/** The figures on the wire, with the prevalence as the pages and as clients name it. */
export const prevalenceJson = ({ devices, first, last }: Prevalence) => ({
  orgPrevalence: String(devices),
  organizationPrevalence: devices,
  orgFirstSeen: first,
  orgLastSeen: last,
});
