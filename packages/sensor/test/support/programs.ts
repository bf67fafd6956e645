import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A folder that goes with the test. */
export const temporaryFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'vakt-quarantine-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** The SHA-1 of a file, in lower-case hex. */
export const sha1Of = (file: string): string => createHash('sha1').update(readFileSync(file)).digest('hex');

/** Makes a program that sleeps, with content that no other file has. */
export const makeProgram = (path: string): string => {
  copyFileSync('/bin/sleep', path);
  appendFileSync(path, randomUUID());
  return path;
};

/** A process of the test that has begun to run its program. */
export const run = async (t: TestContext, path: string, options: object = {}): Promise<ChildProcess> => {
  const child = spawn(path, ['600'], { stdio: 'ignore', ...options });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child;
};

/** The signal that ended a process. */
export const endedBy = async (child: ChildProcess): Promise<NodeJS.Signals | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.signalCode;
};
