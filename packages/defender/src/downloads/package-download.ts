import type { Route } from '@vakt/contract/http';
import { PACKAGE_PATH, type PackageLinks } from './package-links.ts';
import { refusedDownload } from './refused-download.ts';

const INVALID = refusedDownload(
  403,
  'This link is not valid, or its 15 minutes are over. GET /api/machineactions/{id}/getPackageUri gives a new one.\n',
);

/** Serves a package to who holds a link to it. */
export const packageDownloadRoute = (links: PackageLinks): Route => ({
  method: 'GET',
  path: PACKAGE_PATH,
  handle: async ({ query }) => {
    const actionId = links.actionOf(query.get('token') ?? '');
    if (actionId === undefined) return INVALID;
    const zip = await links.read(actionId);
    if (!zip) return refusedDownload(404, 'This package is not kept any more.\n');
    return {
      status: 200,
      headers: {
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="WDATP_Investigation_Package.zip"',
        'cache-control': 'no-store',
      },
      body: zip,
    };
  },
});
