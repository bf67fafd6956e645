import type { Route } from '@vakt/contract/http';
import { refusedDownload } from './refused-download.ts';
import { RESULT_PATH, type ResultLinks } from './result-links.ts';

const INVALID = refusedDownload(
  403,
  'This link is not valid, or its 30 minutes are over. GET /api/machineactions/{id}/GetLiveResponseResultDownloadLink(index=…) gives a new one.\n',
);

/** A file name as RFC 5987 writes it: nothing in it can end the header or lead elsewhere. */
const encoded = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16)}`,
  );

/** Serves what a live response command gave to who holds a link to it. */
export const resultDownloadRoute = (links: ResultLinks): Route => ({
  method: 'GET',
  path: RESULT_PATH,
  handle: async ({ query }) => {
    const place = links.placeOf(query.get('token') ?? '');
    if (!place) return INVALID;
    const result = await links.read(place);
    if (!result) return refusedDownload(404, 'This result is not kept any more.\n');
    const { fileName, content } = result;
    return {
      status: 200,
      headers: {
        // Transcripts are read as JSON by clients that go by this; a device's file is never shown as a page.
        'content-type': fileName.endsWith('.json') ? 'application/json' : 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encoded(fileName)}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
      body: content,
    };
  },
});
