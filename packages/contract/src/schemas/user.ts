import { Type } from 'typebox';
import { nullable, time } from './values.ts';

const text = nullable(Type.String());

/** What is known of a user besides who it is, in the order of the wire. */
export const userFacts = {
  firstSeen: time,
  lastSeen: time,
  mostPrevalentMachineId: text,
  leastPrevalentMachineId: text,
  logonTypes: text,
  logOnMachinesCount: Type.Integer(),
  isDomainAdmin: Type.Boolean(),
  isOnlyNetworkUser: Type.Boolean(),
};

/** What is known of a user (reference: defender-endpoint-core, section 10.10, the removed page). */
export const userProfileSchema = Type.Object({
  id: Type.String({ examples: ['user1'] }),
  ...userFacts,
});
