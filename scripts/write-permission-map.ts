/** Writes `docs/permission-map.md` from the contract. A test fails while the page and the contract differ. */
import { writeFileSync } from 'node:fs';
import { permissionMapMarkdown } from '@vakt/contract/permission-map';

writeFileSync(new URL('../docs/permission-map.md', import.meta.url), permissionMapMarkdown());
