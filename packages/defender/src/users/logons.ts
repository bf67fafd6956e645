import { type EventRow, numberOf, textOf } from '@vakt/contract/event-row';
import { ok, type Result } from '@vakt/contract/result';
import { stringLiteral } from '@vakt/hunting/string-literal';
import type { Call } from '../call.ts';
import type { ApiFailure } from '../failure.ts';
import { askLake, textsIn } from '../lake/ask-lake.ts';

/** Successful log-ons of one account at one machine. Times are ISO 8601 text. */
export interface Logons {
  readonly deviceId: string;
  readonly accountName: string;
  readonly accountDomain: string;
  readonly accountSid: string | undefined;
  readonly first: string;
  readonly last: string;
  readonly types: readonly string[];
  readonly count: number;
}

/** More accounts at a machine, or machines of an account, than anybody looks at. */
const MOST_ROWS = 10_000;

const readLogons = (row: EventRow): Logons[] => {
  const [deviceId, first, last] = ['DeviceId', 'First', 'Last'].map(column => textOf(row, column));
  if (!deviceId || !first || !last) return [];
  return [
    {
      deviceId,
      accountName: textOf(row, 'AccountName') ?? '',
      accountDomain: textOf(row, 'AccountDomain') ?? '',
      accountSid: textOf(row, 'Sid'),
      first,
      last,
      types: textsIn(row, 'Types'),
      count: numberOf(row, 'Logons') ?? 0,
    },
  ];
};

const findLogons = async (call: Call, condition: string): Promise<Result<Logons[], ApiFailure>> => {
  const found = await askLake(
    call,
    `DeviceLogonEvents
    | where ActionType == "LogonSuccess" and ${condition}
    | summarize First = min(Timestamp), Last = max(Timestamp), Types = make_set(LogonType), Sid = max(AccountSid),
      Logons = count() by DeviceId, AccountName, AccountDomain
    | top ${MOST_ROWS} by Logons`,
    MOST_ROWS,
  );
  return found.ok ? ok(found.value.flatMap(readLogons)) : found;
};

/** Who logged on to a machine. */
export const findLogonsAt = (call: Call, deviceId: string): Promise<Result<Logons[], ApiFailure>> =>
  findLogons(call, `DeviceId == ${stringLiteral(deviceId)}`);

/** Where an account logged on; without a domain, an account of that name in any. */
export const findLogonsOf = (
  call: Call,
  { name, domain }: { readonly name: string; readonly domain: string },
): Promise<Result<Logons[], ApiFailure>> =>
  findLogons(
    call,
    `AccountName =~ ${stringLiteral(name)}${domain === '' ? '' : ` and AccountDomain =~ ${stringLiteral(domain)}`}`,
  );
