import type { HttpReply } from '@vakt/contract/http';
import { contextOf, odataReply } from '../wire/odata-reply.ts';

/** An answer with the statistics of that type. */
export const statisticsReply = (
  origin: string,
  type: 'InOrgFileStats' | 'InOrgDomainStats' | 'InOrgIPStats',
  body: object,
): HttpReply =>
  odataReply(200, {
    '@odata.context': contextOf(origin, `microsoft.windowsDefenderATP.api.${type}`),
    ...body,
  });
