import { countIndicators, listIndicators as findIndicators } from '@vakt/store/indicators';
import { listHandler } from '../lists/list-handler.ts';
import { indicatorJson } from './indicator-json.ts';
import { readableView } from './ownership.ts';

/** `GET /api/indicators` */
export const listIndicators = listHandler({
  context: 'Indicators',
  find: (call, query, limit) => findIndicators(call.db, query, limit, readableView(call)),
  count: (call, query) => countIndicators(call.db, query, readableView(call)),
  toJson: (_call, indicator) => indicatorJson(indicator),
});
