import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describeLibrary } from './library-conformance.ts';

const program = resolve(import.meta.dirname, '../python/msal_program.py');

const versionIn = (python: string): string | undefined => {
  const { status, stdout } = spawnSync(python, ['-c', 'import msal; print(msal.__version__)']);
  return status === 0 ? stdout.toString().trim() : undefined;
};

const describePython = (whose: string, variable: string, fallback: string): void => {
  const python = process.env[variable] ?? fallback;
  const version = versionIn(python);
  describeLibrary({
    name: `MSAL for Python ${version ?? ''} (${whose})`,
    ...(version === undefined && {
      skip: `${python} has no package msal (${variable} names one that has it)`,
    }),
    command: [python, program],
    trust: ({ vakt }) => ({ REQUESTS_CA_BUNDLE: vakt.ready.caFile }),
    interactionRequired: /^invalid_grant: /,
    asksRealmAtPort443: true,
  });
};

describePython('Debian’s', 'VAKT_TEST_DEBIAN_PYTHON', '/usr/bin/python3');
describePython('newest', 'VAKT_TEST_PYTHON', 'python3');
