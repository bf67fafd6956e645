import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A web server of this machine that answers with documents, and what it was asked. */
export interface DocumentServer {
  readonly port: number;
  readonly asked: string[];
  close(): Promise<void>;
}

export const serveDocuments = async (
  answer: (path: string) => string | Buffer | { readonly status: number; readonly location?: string },
): Promise<DocumentServer> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const found = answer(request.url ?? '');
    if (typeof found === 'string' || Buffer.isBuffer(found)) response.end(found);
    else response.writeHead(found.status, found.location ? { location: found.location } : {}).end();
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    close: () =>
      new Promise(closed => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};

/** A temporary folder with files of these texts. */
export const folderWith = (files: Readonly<Record<string, string>>) => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-test-documents-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};
