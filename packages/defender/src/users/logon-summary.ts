import { logonTypesJson } from './logon-types.ts';
import type { Logons } from './logons.ts';
import { machinesOfLogons } from './machines-of-logons.ts';

/** The earliest and the latest log-on, as ISO 8601 text; `undefined` without any. */
export const timesOfLogons = (
  logons: readonly Logons[],
): { readonly firstSeen: string; readonly lastSeen: string } | undefined => {
  const firstSeen = logons.map(({ first }) => first).toSorted()[0];
  const lastSeen = logons
    .map(({ last }) => last)
    .toSorted()
    .at(-1);
  return firstSeen === undefined || lastSeen === undefined ? undefined : { firstSeen, lastSeen };
};

/** What log-ons tell of a user, with the properties in the wire's order. Events do not tell the groups of a domain. */
export const logonSummaryJson = (logons: readonly Logons[]) => {
  const machines = machinesOfLogons(logons).toSorted((one, other) => other.count - one.count);
  const { logonTypes, isOnlyNetworkUser } = logonTypesJson(logons.flatMap(({ types }) => types));
  return {
    mostPrevalentMachineId: machines[0]?.deviceId ?? null,
    leastPrevalentMachineId: machines.at(-1)?.deviceId ?? null,
    logonTypes,
    logOnMachinesCount: machines.length,
    isDomainAdmin: false,
    isOnlyNetworkUser,
  };
};
