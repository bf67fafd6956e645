/** Writes `docs/operations/`, a page an operation, from the contract. A test fails while the pages and the contract differ. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientCallOf } from '@vakt/client/documentation/client-call';
import { operationPages } from '@vakt/contract/operation-pages/pages';

const folder = fileURLToPath(new URL('../docs/operations/', import.meta.url));
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of operationPages(clientCallOf)) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
