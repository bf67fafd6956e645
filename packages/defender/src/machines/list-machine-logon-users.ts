import { ok } from '@vakt/contract/result';
import { formatTicks, parseTicks } from '@vakt/contract/ticks';
import type { StoredLogon } from '@vakt/store/tables/devices';
import { logonTypesJson, userId } from '../users/logon-types.ts';
import { findLogonsAt, type Logons } from '../users/logons.ts';
import { collectionReply } from '../wire/odata-collection.ts';
import { aboutMachine } from './machine-call.ts';

const keyOf = ({ accountDomain, accountName }: Pick<StoredLogon, 'accountDomain' | 'accountName'>): string =>
  `${accountDomain}\\${accountName}`.toLowerCase();

/** A time of the store with all seven digits. */
const timeText = (text: string): string => formatTicks(parseTicks(text) ?? 0n);

const userJson = (user: StoredLogon, logons: readonly Logons[]) => {
  const times = [...logons.flatMap(({ first, last }) => [first, last]), timeText(user.lastSeen)].toSorted();
  const { logonTypes, isOnlyNetworkUser } = logonTypesJson(
    logons.length > 0 ? logons.flatMap(({ types }) => types) : [user.logonType ?? ''],
  );
  return {
    id: userId(user.accountDomain, user.accountName),
    accountName: user.accountName,
    accountDomain: user.accountDomain,
    accountSid: null,
    firstSeen: times[0],
    lastSeen: times.at(-1),
    mostPrevalentMachineId: null,
    leastPrevalentMachineId: null,
    logonTypes,
    logOnMachinesCount: null,
    isDomainAdmin: false,
    isOnlyNetworkUser,
  };
};

/** `GET /api/machines/{id}/logonusers` */
export const listMachineLogonUsers = aboutMachine(async (call, device) => {
  const found = await findLogonsAt(call, device.device_id);
  if (!found.ok) return found;
  const logons = Map.groupBy(found.value, keyOf);
  const users = device.logged_on_users.map(user => userJson(user, logons.get(keyOf(user)) ?? []));
  return ok(collectionReply(call.request.origin, 'Users', users));
});
