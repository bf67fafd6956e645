import type { HttpReply } from '@vakt/contract/http';
import { contextOf, odataReply } from './odata-reply.ts';

/** An answer with a whole collection, without pages. */
export const collectionReply = (origin: string, fragment: string, value: readonly object[]): HttpReply =>
  odataReply(200, { '@odata.context': contextOf(origin, fragment), value });
