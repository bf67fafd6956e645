import { fail, ok } from '@vakt/contract/result';
import type { OperationHandler } from '../call.ts';
import { notFound } from '../failure.ts';
import { contextOf, odataReply } from '../wire/odata-reply.ts';
import { logonTypesJson } from './logon-types.ts';
import { findLogonsOf, type Logons } from './logons.ts';
import { machinesOfLogons } from './machines-of-logons.ts';

/** A user on the wire, with the properties in the wire's order. */
const userProfileJson = (id: string, logons: readonly Logons[]) => {
  const machines = machinesOfLogons(logons).toSorted((one, other) => other.count - one.count);
  const { logonTypes, isOnlyNetworkUser } = logonTypesJson(logons.flatMap(({ types }) => types));
  return {
    id,
    firstSeen: logons.map(({ first }) => first).toSorted()[0],
    lastSeen: logons
      .map(({ last }) => last)
      .toSorted()
      .at(-1),
    mostPrevalentMachineId: machines[0]?.deviceId ?? null,
    leastPrevalentMachineId: machines.at(-1)?.deviceId ?? null,
    logonTypes,
    logOnMachinesCount: machines.length,
    isDomainAdmin: false,
    isOnlyNetworkUser,
  };
};

/** `GET /api/users/{id}` */
export const getUser: OperationHandler = async call => {
  const { params, origin } = call.request;
  const { id = '' } = params;
  const logons = await findLogonsOf(call, { name: id, domain: '' });
  if (!logons.ok) return logons;
  if (logons.value.length === 0) return fail(notFound('User', id));
  const context = contextOf(origin, 'Users/$entity');
  return ok(odataReply(200, { '@odata.context': context, ...userProfileJson(id, logons.value) }));
};
