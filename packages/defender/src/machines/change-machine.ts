import { fail, ok } from '@vakt/contract/result';
import { nowTicks } from '@vakt/contract/ticks';
import { changeDevices, type DeviceChange } from '@vakt/store/device-changes';
import { notFound } from '../failure.ts';
import { aboutMachine } from './machine-call.ts';
import { machineReply } from './machine-json.ts';
import { outOfSight, type Tagging, tagChange } from './tag-change.ts';

/** Changes the machine that the path names, as its body says, and answers with it. */
const changeMachine = <Body>(changeOf: (body: Body) => DeviceChange) =>
  aboutMachine(async ({ db, clock, body, request }, { device_id }) => {
    const outcome = await changeDevices(db, [device_id], changeOf(body as Body), nowTicks(clock));
    if ('hidden' in outcome) return fail(outOfSight);
    const [device] = 'changed' in outcome ? outcome.changed : [];
    return device ? ok(machineReply(request.origin, device)) : fail(notFound('Machine', device_id));
  });

/** `POST /api/machines/{id}/tags` */
export const tagMachine = changeMachine<Tagging>(tagChange);

/** `POST /api/machines/{id}/setDeviceValue` */
export const setDeviceValue = changeMachine<{ readonly DeviceValue: string }>(({ DeviceValue }) => ({
  deviceValue: DeviceValue,
}));

/** `PATCH /api/machines/{id}`: null is as good as left out. */
export const updateMachine = changeMachine<{
  readonly machineTags?: readonly string[] | null;
  readonly deviceValue?: string | null;
}>(({ machineTags, deviceValue }) => ({
  ...(machineTags && { tags: machineTags }),
  ...(deviceValue && { deviceValue }),
}));
