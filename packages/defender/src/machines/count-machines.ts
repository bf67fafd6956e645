import { nowTicks } from '@vakt/contract/ticks';
import { countDevices } from '@vakt/store/devices';
import { countHandler } from '../lists/count-handler.ts';

/** `GET /api/machines/$count` */
export const countMachines = countHandler(({ db, clock }, filter) =>
  countDevices(db, filter ? { filter } : {}, nowTicks(clock)),
);
