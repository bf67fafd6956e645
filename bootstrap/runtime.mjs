// The Node that Vakt runs on. Where the system's Node is older, one from npm is kept in `.runtime/` of the clone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const runtimeFolder = join(root, '.runtime');
const NODE_VERSION = '24.21.0';
const OLDEST_USABLE = [22, 18];

const isUsable = version => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > OLDEST_USABLE[0] || (major === OLDEST_USABLE[0] && minor >= OLDEST_USABLE[1]);
};

/** Runs npm as this process was run by it; returns its exit code. */
export const npm = (args, cwd = root) => {
  const viaNode = process.env.npm_execpath?.endsWith('.js') || process.env.npm_execpath?.endsWith('.cjs');
  const [program, first] = viaNode ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const { status, error } = spawnSync(program, [...first, ...args], { cwd, stdio: 'inherit' });
  if (error) throw new Error(`npm could not be run: ${error.message}`);
  return status ?? 1;
};

/** Where the Node to use is, or will be after `installRuntime`. */
export const runtimePath = () =>
  isUsable(process.version) ? process.execPath : join(runtimeFolder, 'bin', 'node');

/** Whether a newer Node has to be brought first. */
export const isRuntimeMissing = () => !existsSync(runtimePath());

/** Brings the newer Node from the npm package that ships it, which needs no install script. */
export const installRuntime = () => {
  const name = `node-${process.platform}-${process.arch}`;
  mkdirSync(join(runtimeFolder, 'bin'), { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', runtimeFolder];
  if (npm(['install', ...options, `${name}@${NODE_VERSION}`], runtimeFolder) !== 0)
    throw new Error(
      `Node ${NODE_VERSION} could not be installed from npm (package ${name}). See npm's message above.`,
    );
  const link = join(runtimeFolder, 'bin', 'node');
  rmSync(link, { force: true });
  symlinkSync(join('..', 'node_modules', name, 'bin', 'node'), link);
};
