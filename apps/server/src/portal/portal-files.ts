import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the built portal. */
export interface PortalFile {
  readonly bytes: Uint8Array;
  /** The same, compressed with Brotli at build time. */
  readonly brotli: Uint8Array | undefined;
  readonly contentType: string;
}

/** The portal as it was built: its one page, and what that page asks for. */
export interface PortalFiles {
  /** The page's HTML, with a placeholder where the nonce goes. */
  readonly page: string;
  /** By file name, below `/portal/assets/`. */
  readonly assets: ReadonlyMap<string, PortalFile>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where `bootstrap/portal.mjs` builds the portal. */
const BUILT_PORTAL = fileURLToPath(new URL('../../../portal/dist', import.meta.url));

const readAssets = (folder: string): ReadonlyMap<string, PortalFile> =>
  new Map(
    readdirSync(folder).flatMap(name => {
      const contentType = CONTENT_TYPES[extname(name)];
      if (!contentType) return [];
      const compressed = join(folder, `${name}.br`);
      return [
        [
          name,
          {
            bytes: readFileSync(join(folder, name)),
            brotli: existsSync(compressed) ? readFileSync(compressed) : undefined,
            contentType,
          },
        ] as const,
      ];
    }),
  );

/**
 * Reads the built portal, a few megabytes, once: a request costs no disk.
 *
 * @returns `undefined` when the portal has not been built.
 */
export const readPortalFiles = (folder = BUILT_PORTAL): PortalFiles | undefined => {
  const page = join(folder, 'index.html');
  return existsSync(page)
    ? { page: readFileSync(page, 'utf8'), assets: readAssets(join(folder, 'assets')) }
    : undefined;
};
