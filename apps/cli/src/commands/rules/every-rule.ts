import { readPaged, toArray } from '@vakt/client/paging';
import type { RestClient } from '@vakt/client/rest-client';
import { type DetectionRule, RULES_PATH } from './detection-rule.ts';

const PAGE_LIMIT = 1000;
const MOST = 100_000;

/** All rules of the tenant. */
export const everyRule = (graph: RestClient, signal: AbortSignal): Promise<DetectionRule[]> =>
  toArray(
    readPaged<DetectionRule>({ top: undefined, skip: undefined, pageLimit: PAGE_LIMIT }, ({ link, skip }) =>
      graph.send(
        { method: 'GET', path: link ?? RULES_PATH, query: { $skip: skip } },
        { abortSignal: signal },
      ),
    ),
    MOST,
  );
