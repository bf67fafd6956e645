import { nowTicks } from '@vakt/contract/ticks';
import { countDevices, listDevices } from '@vakt/store/devices';
import { listHandler } from '../lists/list-handler.ts';
import { machineJson } from './machine-json.ts';

/** `GET /api/machines` */
export const listMachines = listHandler({
  context: 'Machines',
  find: ({ db, clock }, query, limit) => listDevices(db, query, limit, nowTicks(clock)),
  count: ({ db, clock }, query) => countDevices(db, query, nowTicks(clock)),
  toJson: (_call, device) => machineJson(device),
});
