import type { HttpReply } from '@vakt/contract/http';
import { contextOf, odataReply } from './odata-reply.ts';

/** An answer with a whole collection whose `@odata.context` is given. */
export const collectionInContext = (context: string, value: readonly object[]): HttpReply =>
  odataReply(200, { '@odata.context': context, value });

/** An answer with a whole collection, without pages. */
export const collectionReply = (origin: string, fragment: string, value: readonly object[]): HttpReply =>
  collectionInContext(contextOf(origin, fragment), value);
