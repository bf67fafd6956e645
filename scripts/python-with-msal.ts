import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The version that the tests run besides the system's; a caller's interpreter may have another. */
const VERSION = '1.39.0';

const versionIn = (interpreter: string): string | undefined => {
  const program = 'import msal; print(msal.__version__)';
  const { status, stdout } = spawnSync(interpreter, ['-c', program], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/** A Python that has MSAL: the caller's, or one of our own below `folder`, made with pip where it is not there yet. */
export const findPythonWithMsal = (folder: string): string | undefined => {
  const callers = process.env.VAKT_TEST_PYTHON;
  if (callers !== undefined) return callers;
  const own = join(folder, 'bin', 'python');
  if (versionIn(own) === VERSION) return own;
  mkdirSync(folder, { recursive: true });
  spawnSync('python3', ['-m', 'venv', folder]);
  spawnSync(own, ['-m', 'pip', 'install', '--quiet', `msal==${VERSION}`], { stdio: 'inherit' });
  return versionIn(own) === VERSION ? own : undefined;
};
