import { countIndicators as count } from '@vakt/store/indicators';
import { countHandler } from '../lists/count-handler.ts';
import { readableView } from './ownership.ts';

/** `GET /api/indicators/$count` */
export const countIndicators = countHandler((call, filter) =>
  count(call.db, filter ? { filter } : {}, readableView(call)),
);
