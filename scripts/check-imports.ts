/**
 * Holds the direction of imports between the rooms of the house. A linter's generic rule would not know which room may
 * know which; the table below is the architecture, and this check is why it stays true.
 */
import { globSync, readFileSync } from 'node:fs';

/** What each room may import (`docs/architecture.md`). Tests may import `testing` besides. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  odata: ['contract'],
  store: ['contract'],
  lake: ['contract'],
  intake: ['contract'],
  sensor: ['contract'],
  client: ['contract'],
  hunting: ['contract', 'lake'],
  identity: ['contract', 'store', 'odata'],
  detection: ['contract', 'store', 'lake', 'hunting'],
  defender: ['contract', 'store', 'odata', 'lake', 'hunting'],
  cli: ['contract', 'client', 'intake'],
  portal: ['contract'],
  server: [
    'contract',
    'odata',
    'store',
    'lake',
    'hunting',
    'identity',
    'defender',
    'detection',
    'intake',
    'sensor',
  ],
  testing: [
    'contract',
    'odata',
    'store',
    'lake',
    'hunting',
    'identity',
    'defender',
    'detection',
    'intake',
    'server',
  ],
};

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

const problemsOf = (file: string): string[] => {
  const [, room = '', part = ''] = file.split('/');
  const allowed = MAY_IMPORT[room];
  if (!allowed) return [`${file}: the room '${room}' is not in scripts/check-imports.ts`];
  const inTest = part === 'test';
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, target = '']) => {
    const other = /^@vakt\/([^/]+)/.exec(target)?.[1];
    if (other === room) return [`${file}: imports its own room by name (${target}); use a relative path`];
    if (other && !allowed.includes(other) && !(inTest && (other === 'testing' || room === 'testing')))
      return [`${file}: ${room} may not import ${other}`];
    if (target.startsWith('.') && !/\.(ts|tsx|json|mjs|svg|css)$/.test(target))
      return [`${file}: ${target} has no extension`];
    return [];
  });
};

const files = ['apps', 'packages']
  .flatMap(folder => globSync(`${folder}/*/{src,test}/**/*.{ts,tsx}`))
  .toSorted();
const problems = files.flatMap(problemsOf);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`imports: ${files.length} files keep the direction of the rooms`);
