import type { HttpReply } from '@vakt/contract/http';

/** A download that there is not, in words for who followed a link. */
export const refusedDownload = (status: 403 | 404, text: string): HttpReply => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: text,
});
