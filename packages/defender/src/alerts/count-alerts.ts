import { countAlerts as count } from '@vakt/store/alerts';
import { countHandler } from '../lists/count-handler.ts';

/** `GET /api/alerts/$count` */
export const countAlerts = countHandler(({ db }, filter) => count(db, filter ? { filter } : {}));
