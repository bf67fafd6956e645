import type { Entropy } from '@vakt/contract/entropy';
import type { HttpReply, HttpRequest, Route } from '@vakt/contract/http';
import type { PortalFile, PortalFiles } from './portal-files.ts';

/** What stands in the built page for a nonce (`apps/portal/vite.config.ts`). */
const NONCE_PLACEHOLDER = '{nonce}';
const NONCE_BYTES = 18;

/** The portal's own script, styles and server; no other host, no inline script, no frame around it. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');

const replyWithPage = ({ page }: PortalFiles, entropy: Entropy): HttpReply => {
  const nonce = Buffer.from(entropy.bytes(NONCE_BYTES)).toString('base64');
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(nonce),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'clipboard-write=(self)',
      // The page names its files by what is in them, and must be the newest.
      'cache-control': 'no-store',
    },
    body: page.replaceAll(NONCE_PLACEHOLDER, nonce),
  };
};

const acceptsBrotli = ({ headers }: HttpRequest): boolean => /\bbr\b/.test(headers['accept-encoding'] ?? '');

const replyWithFile = ({ bytes, brotli, contentType }: PortalFile, request: HttpRequest): HttpReply => {
  const headers = {
    'content-type': contentType,
    // A file's name changes with what is in it.
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'same-origin',
    vary: 'accept-encoding',
  };
  return brotli && acceptsBrotli(request)
    ? { status: 200, headers: { ...headers, 'content-encoding': 'br' }, body: brotli }
    : { status: 200, headers, body: bytes };
};

const NOT_THERE: HttpReply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The portal has no such file. Reload the page: it may be of an older version.',
};

const NOT_BUILT: HttpReply = {
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The portal has not been built. `npm start` builds it; or run: node bootstrap/portal.mjs',
};

/** The portal's pages are up to this many segments deep; they are all one file. */
const DEEPEST_PAGE = 4;
const pagePaths = Array.from(
  { length: DEEPEST_PAGE + 1 },
  (_, depth) => `/portal${Array.from({ length: depth }, (_, at) => `/{segment${at}}`).join('')}`,
);

/**
 * `/portal/`: the browser application, as static files.
 *
 * @param files `undefined` when the portal has not been built: its address then says how to.
 */
export const portalRoutes = (files: PortalFiles | undefined, entropy: Entropy): Route[] => [
  ...pagePaths.map(
    (path): Route => ({
      method: 'GET',
      path,
      handle: async () => (files ? replyWithPage(files, entropy) : NOT_BUILT),
    }),
  ),
  {
    method: 'GET',
    path: '/portal/assets/{name}',
    handle: async request => {
      const file = files?.assets.get(request.params.name ?? '');
      return file ? replyWithFile(file, request) : NOT_THERE;
    },
  },
];
