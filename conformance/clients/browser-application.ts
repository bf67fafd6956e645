import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page with the library and nothing else, as a `spa` application of somebody serves it over http. */
export interface BrowserApplication {
  readonly origin: string;
  close(): Promise<void>;
}

const library = join(dirname(fileURLToPath(import.meta.resolve('@azure/msal-browser/package.json'))), 'lib');
const scripts: Readonly<Record<string, string>> = {
  '/msal-browser.js': 'msal-browser.min.js',
  '/msal-redirect-bridge.js': 'redirect-bridge/msal-redirect-bridge.min.js',
};

const PAGES: Readonly<Record<string, string>> = {
  '/': '<!doctype html><title>Alert desk</title><link rel="icon" href="data:,"><script src="/msal-browser.js"></script>',
  /** Where pop-ups and hidden frames come back to, and tell the page that opened them. */
  '/bridge':
    '<!doctype html><title>Back</title><script src="/msal-redirect-bridge.js"></script><script>msalRedirectBridge.broadcastResponseToMainFrame()</script>',
};

const contentOf = (path: string): readonly [type: string, body: string] | undefined => {
  const page = PAGES[path];
  if (page !== undefined) return ['text/html', page];
  const script = scripts[path];
  return script === undefined ? undefined : ['text/javascript', readFileSync(join(library, script), 'utf8')];
};

/** Serves the application on a free port of localhost. */
export const serveBrowserApplication = async (): Promise<BrowserApplication> => {
  const server = createServer(({ url = '' }, response) => {
    const content = contentOf(new URL(url, 'http://localhost').pathname);
    const [type, body] = content ?? ['text/plain', 'There is no such page.'];
    response.writeHead(content ? 200 : 404, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
