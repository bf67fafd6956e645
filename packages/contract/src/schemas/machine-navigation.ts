import { Type } from 'typebox';
import { nullable, time } from './values.ts';

/** Something that can be done about a machine, or cannot be now. */
export const availableMachineActionSchema = Type.Object({
  action: Type.String({ examples: ['FullIsolation'] }),
  isAvailable: Type.Boolean(),
});

const text = nullable(Type.String());
const number = nullable(Type.Integer());

/** An event of a machine, whatever table it is in; `table`, `timestamp` and `reportId` find it again by hunting. */
export const timelineEventSchema = Type.Object({
  timestamp: time,
  table: Type.String({ examples: ['DeviceProcessEvents'] }),
  reportId: text,
  actionType: text,
  fileName: text,
  folderPath: text,
  sha1: text,
  processId: number,
  processCommandLine: text,
  accountName: text,
  remoteIp: text,
  remotePort: number,
  remoteUrl: text,
  registryKey: text,
  initiatingProcessFileName: text,
  initiatingProcessId: number,
  initiatingProcessCommandLine: text,
  additionalFields: text,
});
