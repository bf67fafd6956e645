import { Type } from 'typebox';
import { userFacts } from './user.ts';
import { nullable, time } from './values.ts';

const text = nullable(Type.String());

/** A user as a machine's log-ons show one (reference: defender-endpoint-core, section 10.10). */
export const logonUserSchema = Type.Object({
  id: Type.String({ examples: ['contoso\\user1'] }),
  accountName: Type.String(),
  accountDomain: Type.String(),
  accountSid: text,
  firstSeen: time,
  lastSeen: time,
  mostPrevalentMachineId: text,
  leastPrevalentMachineId: text,
  logonTypes: text,
  logOnMachinesCount: nullable(Type.Integer()),
  isDomainAdmin: Type.Boolean(),
  isOnlyNetworkUser: Type.Boolean(),
});

/** The user of an alert. The properties stand in the order of the wire. */
export const alertUserSchema = Type.Object({
  id: Type.String({ examples: ['contoso\\user1'] }),
  accountName: Type.String(),
  accountDomain: Type.String(),
  accountSid: text,
  ...userFacts,
});
